import { hostname } from 'node:os'
import { join } from 'node:path'
import { processName, runLimitOf } from '@hookwright/backend'
import { cardSpecs } from '@hookwright/cards'
import type { Secret } from '@hookwright/model'
import { openPostgresStore } from '@hookwright/store/postgres'
import manifest from '../../package.json' with { type: 'json' }
import { openPostgresStorage } from '../sign-in/postgres-database.ts'
import type { DatabaseOpening, ServerDatabase } from './open-database.ts'

/**
 * Opens the database on a PostgreSQL server, which other processes may use too. Throws the errors of
 * `openPostgresStore`.
 */
export const openPostgres = async (url: Secret, params: DatabaseOpening): Promise<ServerDatabase> => {
  const { environment, migrations, log, replaced, aroundStore } = params
  const opened = await openPostgresStore({
    url: url.reveal(),
    ...(migrations === undefined ? {} : { migrations: join(migrations, 'postgres') }),
    atOnceOf: ({ flow }) => runLimitOf(cardSpecs, flow.doc),
    facts: {
      name: processName(hostname(), process.pid),
      version: manifest.version,
      roles: [...environment.roles]
    },
    ...(replaced && { replaced }),
    listenerFailed: thrown => log.error({ err: thrown }, 'A listener for database changes failed.'),
    upkeepFailed: thrown =>
      log.warn({ err: thrown }, 'The maintenance of the database queues failed. It is retried later.')
  })
  return {
    store: aroundStore(opened),
    openAuth: ({ clock, sealer }) => openPostgresStorage({ url: url.reveal(), clock, sealer }),
    watchDisk: () => ({ hasRoom: () => true, stop: () => {} }),
    isAfterDiskFailure: false
  }
}
