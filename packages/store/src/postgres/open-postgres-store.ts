import { randomUUID } from 'node:crypto'
import type { BatchSize } from '../statements/batch.ts'
import type { ProcessFacts, Store } from '../store.ts'
import { type Acts, openActs } from './acts.ts'
import { createAlone } from './alone.ts'
import { type ChangeLog, openChangeLog } from './change-log.ts'
import { createConnections } from './connections.ts'
import { createHourCounter } from './history/hour-counts.ts'
import { createIndexKeeper } from './history/keep-indexed.ts'
import { openJobs } from './jobs/open-jobs.ts'
import type { AtOnceOf } from './jobs/routes.ts'
import { openMessages } from './messages.ts'
import { committedMigrations, migrateDatabase } from './migrate.ts'
import { createPostgresDatabase } from './postgres-database.ts'
import { createPostgresStore } from './postgres-store.ts'
import { openProcesses, type Processes } from './processes.ts'

const POOL_SIZE = 10
/**
 * Maximum number of connections for functions that run exclusively (`Store.alone`). They are opened on
 * demand.
 */
const ALONE_SIZE = 10

/**
 * Number of connections for claims and maintenance of shared work. They are separate, so that slow statements
 * elsewhere do not delay them.
 */
const WORK_SIZE = 4

/**
 * Maximum duration of a heartbeat statement, in milliseconds. Other processes take over after ten seconds
 * without a heartbeat.
 */
const BEAT_MS = 4_000

/** Number of connections for hot path writes: one to accept deliveries, one to write runs. */
const HOT_SIZE = 2

/**
 * Maximum duration of a hot path transaction, in milliseconds. These transactions are short, and all events
 * wait for them.
 */
const HOT_MS = 15_000

/**
 * Opens the store in a PostgreSQL database and applies missing migrations. Several processes may open the
 * same database. `migrations` is the folder of the generated migrations, required in a bundled build.
 * @throws `storage.failed` if the server cannot be reached; `storage.newer`.
 */
export const openPostgresStore = async (params: {
  url: string
  /**
   * Maximum number of connections of this process, at least two. Connections for special purposes are not
   * included.
   */
  poolSize?: number
  migrations?: string
  /**
   * Returns the concurrency limit of a flow, which applies across all processes. By default, flows have no
   * limit.
   */
  atOnceOf?: AtOnceOf
  /** Maximum sizes of one batch of a retention job. */
  batch?: BatchSize
  /** Name, version and roles of this process, which other processes can read. */
  facts?: ProcessFacts
  /**
   * Called when other processes have replaced this process after missing heartbeats. This process can no
   * longer write and must exit.
   */
  replaced?: () => void
  /** Heartbeat interval and timeout in milliseconds, for tests. */
  processTimes?: { beat: number; gone: number }
  /** Called with the error of a change listener. Other listeners are still called. */
  listenerFailed?: (thrown: unknown) => void
  /** Called with errors of the shared queue's maintenance, which continues. */
  upkeepFailed?: (thrown: unknown) => void
}): Promise<Store> => {
  const {
    url,
    poolSize = POOL_SIZE,
    migrations = committedMigrations(),
    atOnceOf = () => null,
    batch,
    facts = { name: 'hookwright', version: '', roles: ['web', 'receive', 'run'] },
    replaced,
    processTimes,
    listenerFailed,
    upkeepFailed = () => {}
  } = params
  const connections = createConnections(url, poolSize)
  const workConnections = createConnections(url, WORK_SIZE, undefined, { byIndex: true })
  const beats = createConnections(url, 1, BEAT_MS)
  const aloneConnections = createConnections(url, ALONE_SIZE)
  const closeConnections = () =>
    Promise.all([connections, workConnections, beats, aloneConnections].map(each => each.close()))
  let log: ChangeLog | undefined
  let processes: Processes | undefined
  let acts: Acts | undefined
  try {
    await connections.withOne(client => migrateDatabase(client, migrations), null)
    const process = randomUUID()
    log = await openChangeLog({
      process,
      url,
      connections,
      ...(listenerFailed && { failed: listenerFailed })
    })
    processes = await openProcesses({ process, connections: beats, facts, replaced, times: processTimes })
    const jobs = await openJobs(workConnections, { beats, atOnceOf, failed: upkeepFailed })
    const { writerOf } = jobs
    const database = createPostgresDatabase(
      connections,
      createConnections(url, HOT_SIZE, HOT_MS, { byIndex: true }),
      {
        ...{ listenerFailed, log, writerOf, process, batch },
        isGone: processes.isGone
      }
    )
    const index = createIndexKeeper({ url, list: database.list })
    const counter = createHourCounter(database)
    acts = openActs({ processes, connections: beats, log })
    const { close: closeActs, ...actStore } = acts
    const { close: closeMessages, ...messages } = openMessages({
      ...{ processes, connections, log },
      failed: listenerFailed
    })
    const { list, onGone, count: processCount, close: leave } = processes
    const { addLater, lag: changeLag } = log
    const store = createPostgresStore(database, {
      ...{ jobs, index, counter, listenOthers: log.listen },
      acts: actStore,
      processCount,
      processes: {
        ...messages,
        list,
        onGone,
        changeLag,
        tellProgress: ids => addLater([{ topic: 'progress', ids, of: [] }])
      },
      alone: createAlone(aloneConnections)
    })
    return {
      ...store,
      close: async () => {
        closeMessages()
        await closeActs()
        await store.close()
        // After its last writes: from then on others may take up what it has left, and refuse it everything.
        await leave()
        await closeConnections()
      }
    }
  } catch (thrown) {
    await acts?.close()
    await processes?.close()
    await log?.close()
    await closeConnections()
    throw thrown
  }
}
