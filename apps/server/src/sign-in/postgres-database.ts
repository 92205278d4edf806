import { createHmac, randomBytes } from 'node:crypto'
import { Fault } from '@hookwright/model'
import {
  BEGIN,
  type Connections,
  createConnections,
  numbered,
  query,
  transact,
  withoutZeros
} from '@hookwright/store/postgres'
import type { Sealer } from '../effects/seal.ts'
import {
  type AuthDatabase,
  type AuthStatement,
  type AuthSteps,
  type AuthStorage,
  ask,
  nameTables
} from './auth-database.ts'
import { migrateAuthSchema, nameOfTable } from './postgres-auth-schema.ts'
import { countStoredTries } from './stored-tries.ts'

/** Maximum number of database connections of a process for authentication. */
const POOL_SIZE = 4

/** SQL that begins an exclusive transaction: only one can run at any time, across all processes. */
const BEGIN_ALONE = `${BEGIN}; select pg_advisory_xact_lock(1752133483, 4)`

type KeySealer = Pick<Sealer, 'seal' | 'open' | 'cookieKey'>

/** Sealing place of the stored text by which each process checks that it has the right key. */
const KEY_PLACE = 'key-check'

/** Error code of PostgreSQL for a violated foreign key. */
const FOREIGN_KEY = '23503'

/**
 * Creates a function that converts statements to PostgreSQL. It numbers the placeholders, and adds the schema
 * to table names.
 */
const createWording = (): ((sql: string) => string) => {
  /** Converted statements, by their original text. The code has a few dozen statements. */
  const known = new Map<string, string>()
  return sql => {
    const worded = known.get(sql)
    if (worded !== undefined) return worded
    const made = numbered(nameTables(sql, nameOfTable))
    known.set(sql, made)
    return made
  }
}

type Connection = Parameters<typeof query>[0]

/** Creates the database interface of a connection pool. Closing it closes the pool. */
const createPostgresDatabase = (connections: Connections): AuthDatabase => {
  const word = createWording()

  const execute = async (on: Connection, { sql, values }: AuthStatement): Promise<unknown[]> =>
    (await query(on, word(sql), values.map(withoutZeros))).rows

  const perform = async <Result>(on: Connection, steps: AuthSteps<Result>): Promise<Result> => {
    let next = steps.next()
    while (!next.done) next = steps.next(await execute(on, next.value))
    return next.value
  }

  const askAlone: AuthDatabase['ask'] = <Row>(sql: string, ...values: readonly unknown[]) =>
    connections.withOne(async on => (await execute(on, { sql, values })) as Row[])

  return {
    ask: askAlone,
    write: body => transact(connections, BEGIN_ALONE, on => perform(on, body())),
    noteMembers: function* () {
      yield* ask(
        `INSERT INTO {member_changes} AS changes (id, count) VALUES (1, 1)
         ON CONFLICT (id) DO UPDATE SET count = changes.count + 1`
      )
    },
    memberChanges: async () => {
      const [row] = await askAlone<{ count: number }>('SELECT count FROM {member_changes}')
      return row?.count ?? 0
    },
    isOfNobody: thrown =>
      thrown instanceof Fault &&
      thrown.cause instanceof Error &&
      'code' in thrown.cause &&
      thrown.cause.code === FOREIGN_KEY,
    probe: async () => {
      await askAlone('SELECT 1 FROM {user} LIMIT 1')
    },
    close: connections.close
  }
}

/**
 * Throws `seal.key-wrong` if this process has another key than the first process. The first process seals a
 * text for this check, so that it works even if nothing else is sealed.
 */
const compareKey = async ({ ask: askAlone }: AuthDatabase, sealer: KeySealer): Promise<void> => {
  const sealed = Buffer.from(sealer.seal('Hookwright', KEY_PLACE)).toString('base64')
  await askAlone('INSERT INTO {key_check} (id, sealed) VALUES (1, ?) ON CONFLICT DO NOTHING', sealed)
  const [kept] = await askAlone<{ sealed: string }>('SELECT sealed FROM {key_check}')
  sealer.open(Buffer.from(kept?.sealed ?? sealed, 'base64'), KEY_PLACE)
}

/**
 * Opens the storage of members and sessions in a PostgreSQL database, and creates its tables. Any number of
 * processes may open it. They count sign-in attempts together and print the same first-admin link. Throws
 * `storage.failed`, `storage.newer`, `seal.key-wrong`.
 */
export const openPostgresStorage = async (params: {
  url: string
  clock: () => number
  /**
   * Sealer with the key of all processes. The first-admin code is derived from this key, so that access to
   * the database alone does not reveal the code.
   */
  sealer: KeySealer
}): Promise<AuthStorage> => {
  const { url, clock, sealer } = params
  const connections = createConnections(url, POOL_SIZE)
  const database = createPostgresDatabase(connections)
  try {
    await migrateAuthSchema(connections)
    await compareKey(database, sealer)
  } catch (thrown) {
    await connections.close()
    throw thrown
  }
  return {
    database,
    tries: countStoredTries(database, clock),
    firstAdminCode: async () => {
      const nonce = randomBytes(32).toString('base64url')
      await database.ask('INSERT INTO {first_admin} (id, nonce) VALUES (1, ?) ON CONFLICT DO NOTHING', nonce)
      const [kept] = await database.ask<{ nonce: string }>('SELECT nonce FROM {first_admin}')
      return createHmac('sha256', sealer.cookieKey.reveal())
        .update(`first admin ${kept?.nonce ?? nonce}`)
        .digest('base64url')
    }
  }
}
