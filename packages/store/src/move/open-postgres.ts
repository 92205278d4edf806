import { setTimeout as pause } from 'node:timers/promises'
import { Fault } from '@hookwright/model'
import type { ClientBase } from 'pg'
import { createConnections, execute } from '../postgres/connections.ts'
import { assertMigrated, committedMigrations, migrateDatabase } from '../postgres/migrate.ts'
import { LOCKS } from '../postgres/transaction.ts'
import { storeTables } from './copied-tables.ts'
import type { MoveEnd } from './move-end.ts'
import { createPostgresRows } from './postgres-rows.ts'
import { quoted } from './rows.ts'

/** Advisory lock that a move holds on its connection. */
const MOVE_LOCK = '1752133483, 6'

/** Query for the connections of servers and other moves. */
const OTHERS = `select pid from pg_stat_activity where datname = current_database()
  and application_name in ('hookwright', current_setting('application_name')) and pid <> pg_backend_pid()`

/**
 * Maximum time to wait until a stopped server's connections are closed, and the polling interval, in
 * milliseconds.
 */
const LEAVING = 2_000
const PAUSE = 100

/** Throws `move.in-use` while a server, or another move, uses the database. */
const assertUnused = async (client: ClientBase, name: string): Promise<void> => {
  const inUse = () => new Fault('move.in-use', { what: `the database ${name}` })
  const { rows } = await execute(client, `select pg_try_advisory_lock(${MOVE_LOCK}) as is_locked`)
  if (rows[0]?.is_locked !== true) throw inUse()
  for (const end = performance.now() + LEAVING; ; await pause(PAUSE)) {
    const { rowCount } = await execute(client, OTHERS)
    if (rowCount === 0) return
    if (performance.now() >= end) throw inUse()
  }
}

/** Sets the key sequences to continue after the copied rows, and deletes outdated row counts. */
const settleRows = async (client: ClientBase): Promise<void> => {
  await execute(client, 'delete from counted_ranges')
  for (const { name } of storeTables.filter(({ hasRowids }) => hasRowids)) {
    await execute(
      client,
      `select setval(pg_get_serial_sequence('${name}', 'id'), coalesce(max(id), 0) + 1, false) from ${name}`
    )
  }
}

/** Role of a database: source or target of a move, or a consistent snapshot of a database in use. */
type MoveRole = 'source' | 'target' | 'snapshot'

/**
 * Opens a PostgreSQL database for a move and applies missing migrations. Fails while a server uses it. A
 * source is read in one transaction, so it stays consistent. A snapshot can be read while servers run, and
 * migrates nothing. Needs a direct connection: a transaction pooler would lose the lock.
 * @throws `move.in-use`, `backup.other-version`, `storage.failed`, `storage.newer`.
 */
export const openPostgres = async (params: {
  url: string
  migrations?: string
  as: MoveRole
}): Promise<MoveEnd & { database: string }> => {
  const { url, migrations = committedMigrations(), as } = params
  const connections = createConnections(url, 1)
  let release = (): void => {}
  const released = new Promise<void>(resolve => {
    release = resolve
  })
  let ended: Promise<void> = Promise.resolve()
  const close = async (): Promise<void> => {
    release()
    await ended
    await connections.close()
  }
  try {
    const client = await new Promise<ClientBase>((resolve, reject) => {
      ended = connections
        .withOne(async own => {
          resolve(own)
          await released
          await execute(own, 'rollback; select pg_advisory_unlock_all()').catch(() => {})
        }, null)
        .catch(reject)
    })
    const { rows } = await execute(client, 'select current_database() as name')
    const database = String(rows[0]?.name)
    if (as === 'snapshot') await assertMigrated(client, migrations)
    else {
      await assertUnused(client, database)
      await migrateDatabase(client, migrations, { isMoving: as === 'target' })
    }
    if (as === 'source') {
      // Servers that start from now on wait here until the move has ended.
      await execute(client, `select pg_advisory_lock(${LOCKS.migrate})`)
      await assertUnused(client, database)
    }
    const oid = await execute(client, `select 'flows'::regclass::oid as oid`)
    if (as !== 'target') await execute(client, 'begin isolation level repeatable read, read only')
    return {
      side: { rows: createPostgresRows(client), nameOf: ({ name }) => quoted(name) },
      id: `database ${database} ${oid.rows[0]?.oid}`,
      settle: () => settleRows(client),
      database,
      close
    }
  } catch (thrown) {
    await close()
    throw thrown
  }
}
