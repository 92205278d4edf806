import { Fault } from '@hookwright/model'
import pg from 'pg'
import { keepStatements, queryPrepared } from './prepared.ts'
import { toStorageFault } from './storage-fault.ts'

/** Connection pool of a database. */
export interface Connections {
  /**
   * Runs a function with a connection from the pool. Closes the connection if the function takes longer than
   * `patience` milliseconds (`null` for no limit), since a vanished server never responds. Throws
   * `storage.failed` if no connection is available.
   */
  withOne: <Result>(
    use: (client: pg.PoolClient) => Promise<Result>,
    patience?: number | null
  ) => Promise<Result>
  /** Waits for connections in use, then closes the pool. */
  close: () => Promise<void>
}

const INT8 = 20
const NUMERIC = 1700

/** Parses PostgreSQL integers as numbers. All times, counts and keys are safe integers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === INT8 || type === NUMERIC ? Number : pg.types.getTypeParser(type, format)
}

/** Maximum wait for a connection, in milliseconds. */
const CONNECT_MS = 5_000

/**
 * Default maximum time for which a function may use a connection, in milliseconds. Lists and searches end
 * much earlier.
 */
const PATIENCE_MS = 60_000

/**
 * Time after which an idle connection is closed, in milliseconds. A new connection must plan all statements
 * again.
 */
const IDLE_MS = 60_000

/** Closes a connection without notifying the server, so that its statement fails immediately. */
const cut = (client: pg.PoolClient): void => {
  if (client instanceof pg.Client) client.connection.stream.destroy()
}

/**
 * Creates a connection pool with at most `size` connections. `usualPatience` is the default maximum time for
 * which a function may use one. `byIndex` is for pools that only look up single rows.
 */
export const createConnections = (
  url: string,
  size: number,
  usualPatience: number = PATIENCE_MS,
  { byIndex = false }: { byIndex?: boolean } = {}
): Connections => {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: IDLE_MS,
    application_name: 'hookwright',
    // Statements of a transaction whose results nobody waits for are sent together.
    pipeline: true,
    types
  })
  let isClosed = false
  /** Broken connections, which are not reused. */
  const broken = new WeakSet<pg.PoolClient>()
  // An error of a connection that nobody uses would otherwise end the process.
  pool.on('error', () => {})
  pool.on('connect', client => {
    client.on('error', () => broken.add(client))
    // It is ahead of the first statement; when it fails, so do the others.
    keepStatements(client, byIndex).catch(() => {})
  })
  return {
    withOne: async (use, patience = usualPatience) => {
      if (isClosed) throw new Fault('storage.failed', { why: 'the store is closed' })
      const client = await pool.connect().catch(thrown => {
        throw toStorageFault(thrown)
      })
      const timer = patience === null ? undefined : setTimeout(() => cut(client), patience)
      try {
        return await use(client)
      } finally {
        clearTimeout(timer)
        client.release(broken.has(client))
      }
    },
    close: async () => {
      if (isClosed) return
      isClosed = true
      await pool.end()
    }
  }
}

/** Executes plain SQL. Throws `storage.failed`. */
export const execute = (client: pg.ClientBase, text: string): Promise<pg.QueryResult> =>
  client.query(text).catch(thrown => {
    throw toStorageFault(thrown)
  })

/** Executes a statement with values. Throws `storage.failed`. */
export const query = (
  client: pg.ClientBase,
  text: string,
  values: readonly unknown[]
): Promise<pg.QueryResult> =>
  queryPrepared(client, { text, values: [...values] }).catch(thrown => {
    throw toStorageFault(thrown)
  })
