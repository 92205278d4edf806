import pg, { type ClientBase, type QueryArrayConfig, type QueryConfig, type QueryResult } from 'pg'

/** Number of uses of a statement on a connection from which on it stays prepared: most are used again and again, or once. */
const USES = 3

/**
 * Maximum length of a statement that stays prepared. A longer one writes many rows, so that its planning
 * hardly matters.
 */
const LONGEST = 8_000

/** Number of statements that stay prepared on a connection, and of those whose uses are counted. */
const MOST_KEPT = 300
const MOST_COUNTED = 1_000

/** Statements of a connection: the uses of those that are not prepared yet, and the names of those that are. */
interface Statements {
  uses: Map<string, number>
  names: Map<string, string>
  /** True while the server keeps statements without a name here. */
  hasOld: boolean
}

/** Connections that keep statements. */
const keeping = new WeakMap<ClientBase, Statements>()

let lastName = 0

const createStatements = (): Statements => ({ uses: new Map(), names: new Map(), hasOld: false })

/** Forgets all names, so that statements in use are prepared anew. */
const forget = (statements: Statements): void => {
  statements.uses.clear()
  statements.names.clear()
  statements.hasOld = true
}

/**
 * Has a new connection keep the plans of statements that it uses again and again. Planning takes most of
 * their time otherwise. Behind a pooler of transactions, which reports its own process numbers, none are
 * kept: the next transaction may go to another process. With `byIndex`, plans look rows up by indexes even in
 * tables that the server takes for small: a kept plan would read them whole until the server next counts
 * their rows, and what happens thousands of times a second would cost more each time. What can only be read
 * whole then looks dear enough to be compiled, which takes longer than to read it: nothing is. And a statement is planned
 * once, not for each list of values: the server takes a short list for a cheap one, and plans anew each time.
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

/** Returns true for a connection that keeps plans: it is one to the server itself. */
export const keepsStatements = (client: ClientBase): boolean => keeping.has(client)

/** Counts a use of a statement. Returns its name once it is to stay prepared. */
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

/** Returns true for the error of a prepared statement whose tables have changed, or that is there no more. */
export const isOfStalePlan = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '0A000' || thrown.code === '26000')

/**
 * Executes a statement with values. One whose plan the server refuses, since its tables have changed, fails, and is
 * prepared anew by the next use.
 */
export const askPrepared = async (
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
