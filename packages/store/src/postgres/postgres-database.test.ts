import { API_CONNECTOR, API_VERSION } from '@hookwright/model'
import { eq, sql } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { savedViews, settings, subscriptions } from '../schema/schema.ts'
import { blobOfId } from '../schema/uid.ts'
import { all, get, rawRows, rawRun, run } from '../statements/steps.ts'
import type { Change } from '../store.ts'
import { newId, sampleConnection } from '../suite/samples.ts'
import { createConnections } from './connections.ts'
import { committedMigrations, migrateDatabase } from './migrate.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { createPostgresDatabase, type PostgresDatabase } from './postgres-database.ts'
import { makeDatabase, reuseDatabase } from './testing/test-database.ts'
import { LOCKS } from './transaction.ts'

const open = async (url: string): Promise<PostgresDatabase> => {
  const connections = createConnections(url, 4)
  await connections.withOne(client => migrateDatabase(client, committedMigrations()))
  return createPostgresDatabase(connections, createConnections(url, 1))
}

const view = (name: string) => ({ uid: newId(), ownerId: 'ann', list: 'runs' as const, name, search: {} })

describe('the database of PostgreSQL', () => {
  let url = ''
  let database: PostgresDatabase
  const others: PostgresDatabase[] = []

  beforeEach(async () => {
    url = await reuseDatabase()
    database = await open(url)
  })
  afterEach(async () => {
    for (const each of [database, ...others.splice(0)]) await each.close()
  })

  const names = (): Promise<string[]> =>
    database.list(function* (reading) {
      const rows = yield* all(
        reading.select({ name: savedViews.name }).from(savedViews).orderBy(savedViews.id)
      )
      return rows.map(({ name }) => name)
    })

  const add = (name: string, to = database) =>
    to.write(() => run(to.tables.insert(savedViews).values(view(name))))

  it('performs bodies together on one connection, the first statements of each in their order', async () => {
    const {
      write,
      transactions: { query, together }
    } = database
    const order: string[] = []
    const results = await write(function* () {
      const step = function* (name: string) {
        const rows = yield* query<{ name: string }>(`select '${name}' as name`, [])
        order.push(name)
        return rows
      }
      return yield* together(
        (function* () {
          yield* step('first')
          return yield* step('last')
        })(),
        step('second')
      )
    })
    expect(order).toEqual(['first', 'second', 'last'])
    expect(results).toEqual([[{ name: 'last' }], [{ name: 'second' }]])
  })

  it('rolls back bodies of which one fails, and throws its error rather than those behind it', async () => {
    const {
      tables,
      write,
      transactions: { query, together }
    } = database
    const failed = write(function* () {
      yield* together(
        run(tables.insert(savedViews).values(view('Kept?'))),
        query('select 1 / 0', []),
        query('select 2', [])
      )
    })
    await expect(failed).rejects.toMatchObject({ code: 'storage.failed', cause: { code: '22012' } })
    expect(await names()).toEqual([])
  })

  it('rolls back a body that throws, and rethrows its error', async () => {
    const { tables, write } = database
    const failed = write(function* () {
      yield* run(tables.insert(savedViews).values(view('Kept?')))
      throw new Error('Changed my mind.')
    })
    await expect(failed).rejects.toThrow('Changed my mind.')
    expect(await names()).toEqual([])
  })

  it('commits nothing of a body that continues after a failed statement', async () => {
    const { tables, write } = database
    const twice = view('Twice')
    const failed = write(function* () {
      yield* run(tables.insert(savedViews).values(twice))
      try {
        yield* run(tables.insert(savedViews).values(twice))
      } catch {
        return 'went on'
      }
      return 'never'
    })
    await expect(failed).rejects.toMatchObject({ code: 'storage.failed' })
    expect(await names()).toEqual([])
    await add('After')
    expect(await names()).toEqual(['After'])
  })

  it('stores texts with a NUL character, which PostgreSQL refuses, with a replacement for it', async () => {
    await add('a\0b')
    expect(await names()).toEqual(['a\ufffdb'])
    const found = await database.list(reading =>
      all(reading.select().from(savedViews).where(eq(savedViews.name, 'a\0b')))
    )
    expect(found).toHaveLength(1)
  })

  it('writes in the order of the calls', async () => {
    const order = Array.from({ length: 20 }, (_, at) => `View ${at}`)
    await Promise.all(order.map(name => add(name)))
    expect(await names()).toEqual(order)
  })

  it('lets no other process write between a check and its act', async () => {
    const other = await open(url)
    others.push(other)
    const addFirst = ({ tables, write }: PostgresDatabase) =>
      write(function* () {
        const found = yield* get(tables.select({ id: savedViews.id }).from(savedViews))
        if (found === undefined) yield* run(tables.insert(savedViews).values(view('First')))
      })
    await Promise.all(Array.from({ length: 10 }, (_, at) => addFirst(at % 2 === 0 ? database : other)))
    expect(await names()).toEqual(['First'])
  })

  it('reports changes after the commit, before the caller continues, and none that were rolled back', async () => {
    const told: Change[] = []
    database.changes.listen(change => void told.push(change))
    const id = newId()
    const { tables, write } = database
    const noting = (isUndone: boolean) =>
      write(function* (note) {
        yield* run(tables.insert(savedViews).values(view('Any')))
        note('connectors', id)
        if (isUndone) throw new Error('Undone.')
      })
    await expect(noting(true)).rejects.toThrow('Undone.')
    expect(told).toEqual([])
    await noting(false)
    expect(told).toEqual([{ topic: 'connectors', ids: [id], of: [] }])
  })

  it('shows one state to all statements of a list', async () => {
    await add('First')
    const seen = await database.list(function* (reading) {
      const before = yield* all(reading.select().from(savedViews))
      // A statement of another connection, which the body awaits as if it were its own.
      yield () => add('Second')
      return [before.length, (yield* all(reading.select().from(savedViews))).length]
    })
    expect(seen).toEqual([1, 1])
    expect(await names()).toEqual(['First', 'Second'])
  })

  it('executes prepared statements and raw SQL on the connection of the body that yields them', async () => {
    const { tables, write } = database
    const [one, other] = [view('One'), view('Other')]
    const byUid = tables
      .select()
      .from(savedViews)
      .where(eq(savedViews.uid, sql.placeholder('uid')))
      .prepare()
    const found = await write(function* () {
      yield* run(tables.insert(savedViews).values([one, other]))
      const { changes } = yield* rawRun(
        tables,
        sql`update saved_views set name = name || '!' where owner_id = ${'ann'}`
      )
      const raw = yield* rawRows<{ name: string; uid: Buffer; id: number }>(
        tables,
        sql`select id, uid, name from ${savedViews} where ${savedViews.uid} = ${blobOfId(one.uid)}`
      )
      const missing = yield* get(byUid, { uid: blobOfId(newId()) })
      return { changes, raw, missing, prepared: yield* get(byUid, { uid: blobOfId(other.uid) }) }
    })
    expect(found).toEqual({
      changes: 2,
      raw: [{ id: expect.any(Number), uid: blobOfId(one.uid), name: 'One!' }],
      missing: undefined,
      prepared: { ...other, id: expect.any(Number), name: 'Other!' }
    })
  })

  it('refuses a statement that no body yields', async () => {
    await expect(database.tables.select().from(savedViews).all()).rejects.toThrow()
  })

  it('reads JSON that is stored as text by the paths of SQLite', async () => {
    const value = { a: { b: 'text', n: 7 }, list: [1, 2, 3] }
    const { tables, write } = database
    const read = await write(function* () {
      yield* run(tables.insert(settings).values({ name: 'json', value }))
      return yield* get(
        tables
          .select({
            text: sql<string>`${settings.value} ->> '$.a.b'`,
            number: sql<string>`json_extract(${settings.value}, ${'$.a.n'})`,
            missing: sql<string | null>`json_extract(${settings.value}, '$.c')`,
            long: sql<number>`json_array_length(${settings.value}, '$.list')`,
            none: sql<number>`json_array_length(${settings.value}, '$.a')`,
            nothing: sql<number | null>`json_array_length(${settings.value}, '$.c')`
          })
          .from(settings)
      )
    })
    expect(read).toEqual({ text: 'text', number: '7', missing: null, long: 3, none: 0, nothing: null })
  })

  it('uses an index on a path of JSON', async () => {
    const plan = await database.list(function* (reading) {
      yield* rawRun(reading, sql`set local enable_seqscan = off`)
      const where = sql`${subscriptions.terms} ->> '$.connectorId' = 'x' and ${subscriptions.wanted} = 1`
      return yield* rawRows<{ 'QUERY PLAN': string }>(
        reading,
        sql`explain select ${subscriptions.id} from ${subscriptions} where ${where}`
      )
    })
    expect(plan.map(line => line['QUERY PLAN']).join('\n')).toMatch(/Index Cond: .*connectorId/)
  })

  it('fails with a sentence when the connection is lost, and connects again', async () => {
    const server = new pg.Client(url)
    await server.connect()
    const { tables, write } = database
    const lost = write(function* () {
      yield* run(tables.insert(savedViews).values(view('Lost')))
      yield () =>
        server.query(
          // Tests of other files use other databases of this server.
          `select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'hookwright' and datname = current_database()`
        )
      yield* run(tables.insert(savedViews).values(view('Never')))
    })
    await expect(lost).rejects.toMatchObject({ code: 'storage.failed' })
    await server.end()
    await add('Again')
    expect(await names()).toEqual(['Again'])
  })

  it('reuses a connection whose write did not get the lock in time', async () => {
    const holder = new pg.Client(url)
    await holder.connect()
    await holder.query(`select pg_advisory_lock(${LOCKS.write})`)
    const impatient = new URL(url)
    impatient.searchParams.set('options', '-c lock_timeout=20')
    const one = () => createConnections(impatient.href, 1)
    const lone = createPostgresDatabase(one(), one())
    others.push(lone)
    await expect(add('Never', lone)).rejects.toMatchObject({ code: 'storage.failed' })
    const reading = lone.read(tables => all(tables.select().from(savedViews)))
    await expect(reading).resolves.toEqual([])
    await holder.query(`select pg_advisory_unlock(${LOCKS.write})`)
    await holder.end()
    await add('Again', lone)
    expect(await names()).toEqual(['Again'])
  })

  it('repeats transactions that deadlock, until both are written', async () => {
    const impatient = new URL(url)
    impatient.searchParams.set('options', '-c deadlock_timeout=10')
    const lone = await open(impatient.href)
    others.push(lone)
    const rows = [view('One'), view('Other')]
    await lone.write(() => run(lone.tables.insert(savedViews).values(rows)))
    let locked = 0
    /** Waits until both transactions have locked their first row. */
    const bothBegun = async () => {
      for (locked += 1; locked < 2; ) await new Promise(setImmediate)
    }
    const renaming = (by: 'write' | 'hot', order: typeof rows) => {
      function* body() {
        for (const { uid } of order) {
          const name = sql`name || ${` ${by}`}`
          yield* run(lone.tables.update(savedViews).set({ name }).where(eq(savedViews.uid, uid)))
          yield bothBegun
        }
        return []
      }
      return by === 'write' ? lone.write(body) : lone.hot.kind(body)(null, 1)
    }
    await Promise.all([renaming('write', rows), renaming('hot', rows.toReversed())])
    const twice = expect.stringMatching(/ (write hot|hot write)$/)
    expect(await names()).toEqual([twice, twice])
  })

  it('lets a cold write wait for hot writes that were called before it', async () => {
    const { tables, write, hot } = database
    const join = hot.kind<string, void>(function* (added) {
      yield* run(tables.insert(savedViews).values(added.map(view)))
      return added.map(() => undefined)
    })
    const cold = (name: string) => write(() => run(tables.insert(savedViews).values(view(name))))
    await Promise.all([join('First', 1), cold('Second'), cold('Third')])
    expect(await names()).toEqual(['First', 'Second', 'Third'])
  })

  it('cannot be used after it was closed', async () => {
    await database.close()
    await expect(names()).rejects.toMatchObject({ details: { why: 'the store is closed' } })
  })
})

describe('opening the database of PostgreSQL', () => {
  it('migrates once, however many processes start at the same time', async () => {
    const url = await makeDatabase()
    const opened = await Promise.all([open(url), open(url), open(url)])
    await Promise.all(opened.map(database => database.close()))
  })

  it('fails with a sentence when the server cannot be reached', async () => {
    await expect(open('postgres://postgres@127.0.0.1:9/none')).rejects.toMatchObject({
      code: 'storage.failed',
      details: { why: 'the PostgreSQL server cannot be reached (ECONNREFUSED)' }
    })
  })

  it('creates the rows for connections of the API Connector, which no list shows', async () => {
    const store = await openPostgresStore({ url: await makeDatabase(), poolSize: 2 })
    expect(await store.connectors.list()).toEqual([])
    expect(await store.versions.about(API_VERSION)).toMatchObject({ connectorId: API_CONNECTOR })
    const connection = sampleConnection(API_CONNECTOR)
    await store.connections.add(connection, new Uint8Array([1]))
    expect(await store.connections.list({ connectorId: API_CONNECTOR })).toEqual([connection])
    await store.close()
  })

  it('refuses a database of a newer Hookwright', async () => {
    const url = await makeDatabase()
    await (await open(url)).close()
    const client = new pg.Client(url)
    await client.connect()
    await client.query("insert into __drizzle_migrations (hash, created_at) values ('later', 9e14)")
    await client.end()
    await expect(open(url)).rejects.toMatchObject({ code: 'storage.newer' })
  })

  it('refuses a server older than PostgreSQL 15', async () => {
    const url = await makeDatabase()
    const client = new pg.Client(url)
    await client.connect()
    // Stands in front of the function of the server, which says its real version.
    await client.query(`create schema older; create function older.current_setting(text) returns text language sql
      return case $1 when 'server_version_num' then '140012' else '14.12' end`)
    await client.end()
    const older = `${url}?options=-csearch_path%3Dolder,pg_catalog,public`
    await expect(open(older)).rejects.toMatchObject({
      code: 'storage.server-old',
      message: expect.stringContaining('has version 14.12, but Hookwright needs version 15')
    })
  })
})
