import pg, { type ClientBase, type QueryArrayConfig, type QueryConfig, type QueryResult } from 'pg'

/** Number of uses after which a statement is prepared. Most statements are used either once or very often. */
const USES = 3

/**
 * Maximum length of a prepared statement, in characters. Longer ones write many rows, so their planning time
 * hardly matters.
 */
const LONGEST = 8_000

/** Maximum number of prepared statements per connection, and of other statements whose uses are counted. */
const MOST_KEPT = 300
const MOST_COUNTED = 1_000

/** Statements of a connection: use counts of unprepared statements, and names of prepared ones. */
interface Statements {
  uses: Map<string, number>
  names: Map<string, string>
  /** True while the server still has prepared statements whose names were removed here. */
  hasOld: boolean
}

/** Connections with named prepared statements. */
const keeping = new WeakMap<ClientBase, Statements>()

let lastName = 0

const createStatements = (): Statements => ({ uses: new Map(), names: new Map(), hasOld: false })

/** Removes all statement names. The statements are prepared again at their next use. */
const forget = (statements: Statements): void => {
  statements.uses.clear()
  statements.names.clear()
  statements.hasOld = true
}

/**
 * Enables named prepared statements on a new connection, so that repeated statements are planned only once.
 * Not enabled behind a transaction pooler, which is recognized by a different process id, since the next
 * transaction may run in another server process.
 *
 * With `byIndex`, three settings keep cached plans fast. `enable_seqscan` is off, since a plan made for a
 * small table would keep scanning the table as it grows, until the next ANALYZE. `jit` is off, since the high
 * estimated cost of unavoidable scans would trigger a slow compilation. Generic plans are forced, since the
 * server would otherwise plan statements with short lists on each execution.
 */
export const keepStatements = async (client: ClientBase, byIndex = false): Promise<void> => {
  const own = 'processID' in client ? Number(client.processID) : 0
  const { rows } = await client.query(
    `select pg_backend_pid() as pid, case when pg_backend_pid() = ${own} and ${byIndex}
       then set_config('enable_seqscan', 'off', false) || set_config('jit', 'off', false)
         || set_config('plan_cache_mode', 'force_generic_plan', false) end`
  )
  if (own === rows[0]?.pid) keeping.set(client, createStatements())
}

/** Returns true for a connection with named prepared statements, which connects directly to the server. */
export const keepsStatements = (client: ClientBase): boolean => keeping.has(client)

/** Counts a use of a statement. Returns its name if it is prepared; `undefined` otherwise. */
const nameOf = (statements: Statements, text: string): string | undefined => {
  const { uses, names } = statements
  const name = names.get(text)
  if (name !== undefined || text.length > LONGEST) return name
  const count = (uses.get(text) ?? 0) + 1
  if (count < USES) {
    if (uses.size >= MOST_COUNTED) uses.clear()
    uses.set(text, count)
    return undefined
  }
  uses.delete(text)
  if (names.size >= MOST_KEPT) forget(statements)
  lastName += 1
  const given = `s${lastName}`
  names.set(text, given)
  return given
}

/**
 * Returns true for the error that a prepared statement no longer exists, or that a table it uses has changed.
 */
export const isOfStalePlan = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '0A000' || thrown.code === '26000')

/**
 * Executes a statement with values. If the server refuses its cached plan because a table has changed, the
 * statement fails, and the next use prepares it again.
 */
export const queryPrepared = async (
  client: ClientBase,
  config: QueryConfig | QueryArrayConfig
): Promise<QueryResult> => {
  const statements = keeping.get(client)
  const name = statements && nameOf(statements, config.text)
  if (statements === undefined || name === undefined) return client.query(config)
  if (statements.hasOld) {
    statements.hasOld = false
    // The client remembers the texts of all names, also of those that are never given again.
    if (client instanceof pg.Client) Object.assign(client.connection, { parsedStatements: {} })
    // The connection executes it before the statement. It fails only where that fails, too.
    client.query('deallocate all').catch(() => {
      statements.hasOld = true
    })
  }
  try {
    return await client.query({ ...config, name })
  } catch (thrown) {
    if (isOfStalePlan(thrown)) forget(statements)
    throw thrown
  }
}
