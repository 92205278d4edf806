import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { type Connections, createConnections, execute, query } from './connections.ts'
import { keepStatements, queryPrepared } from './prepared.ts'
import { isConcurrencyConflict } from './storage-fault.ts'
import { reuseDatabase } from './testing/test-database.ts'

beforeAll(async () => void (await reuseDatabase()))

/** Returns the statements that are prepared on a connection. */
const preparedOn = async ({ withOne }: Connections): Promise<string[]> => {
  const { rows } = await withOne(client =>
    execute(client, 'select statement from pg_prepared_statements order by 1')
  )
  return rows.map(({ statement }) => statement)
}

const openOne = async (): Promise<Connections> => createConnections(await reuseDatabase(), 1)

it('a statement that is used often stays prepared, and others do not', async () => {
  const connections = await openOne()
  const ask = (text: string, value: unknown) =>
    connections.withOne(async client => (await query(client, text, [value])).rows)
  for (const value of [1, 2, 3, 4]) {
    expect(await ask('select $1::int as given', value)).toEqual([{ given: value }])
  }
  await ask('select $1::int as once', 1)
  const long = `select $1::int as given /* ${'-'.repeat(9_000)} */`
  for (const value of [1, 2, 3, 4]) await ask(long, value)
  expect(await preparedOn(connections)).toEqual(['select $1::int as given'])
  await connections.close()
})

it('a statement whose tables have changed fails as repeatable, and is prepared again', async () => {
  const connections = await openOne()
  await connections.withOne(client => execute(client, 'create temporary table made (one int)'))
  const all = () =>
    connections.withOne(async client => (await query(client, 'select * from made where 1 = $1', [1])).rows)
  for (let use = 0; use < 4; use += 1) expect(await all()).toEqual([])
  await connections.withOne(client => execute(client, 'alter table made add column two int'))
  const thrown: unknown = await all().catch(failure => failure)
  expect(isConcurrencyConflict(thrown)).toBe(true)
  for (let use = 0; use < 4; use += 1) expect(await all()).toEqual([])
  expect(await preparedOn(connections)).toEqual(['select * from made where 1 = $1'])
  await connections.close()
})

it('the statements of a connection with too many are dropped, and those in use are prepared again', async () => {
  const connections = await openOne()
  const texts = Array.from({ length: 302 }, (_, at) => `select $1::int as given${at}`)
  await connections.withOne(async client => {
    for (const text of texts) for (const value of [1, 2, 3, 4]) await query(client, text, [value])
  })
  expect(await preparedOn(connections)).toEqual(texts.slice(300))
  const remembered = await connections.withOne(async client =>
    'connection' in client ? Reflect.get(Object(client.connection), 'parsedStatements') : null
  )
  expect(Object.values(remembered)).toEqual(texts.slice(300))
  await connections.close()
})

it('connections that read single rows use indexes even in tables that the server takes for small', async () => {
  const url = await reuseDatabase()
  const planOn = async (connections: Connections): Promise<string> => {
    const { rows } = await connections.withOne(async client => {
      await execute(client, 'create temporary table small (one int primary key)')
      expect((await execute(client, 'show jit')).rows).toEqual([{ jit: 'off' }])
      return execute(client, 'explain select * from small where one = any(array[1, 2, 3, 4, 5, 6, 7, 8, 9])')
    })
    await connections.close()
    return rows.map(row => row['QUERY PLAN']).join()
  }
  const byIndex = await planOn(createConnections(url, 1, undefined, { byIndex: true }))
  expect(byIndex).not.toMatch('Seq Scan')
  const usual = createConnections(url, 1)
  const setting = await usual.withOne(client => execute(client, 'show enable_seqscan'))
  expect(setting.rows).toEqual([{ enable_seqscan: 'on' }])
  await usual.close()
})

it('connections that read single rows plan a statement once, for any length of its list of values', async () => {
  const connections = createConnections(await reuseDatabase(), 1, undefined, { byIndex: true })
  const plans = await connections.withOne(async client => {
    await execute(client, 'create temporary table small (one int primary key)')
    const text = 'select one from small join unnest($1::int[]) as given (value) on value = one'
    for (let use = 1; use <= 12; use += 1) await query(client, text, [[use]])
    const { rows } = await execute(client, 'select generic_plans, custom_plans from pg_prepared_statements')
    return rows
  })
  expect(plans).toEqual([{ generic_plans: 10, custom_plans: 0 }])
  await connections.close()
})

it('no statement stays prepared behind a pooler, which has its own numbers for server processes', async () => {
  const client = new pg.Client(await reuseDatabase())
  await client.connect()
  Object.assign(client, { processID: 1 })
  await keepStatements(client, true)
  expect((await client.query('show enable_seqscan')).rows).toEqual([{ enable_seqscan: 'on' }])
  for (const value of [1, 2, 3, 4]) {
    await queryPrepared(client, { text: 'select $1::int as given', values: [value] })
  }
  expect((await client.query('select statement from pg_prepared_statements')).rows).toEqual([])
  await client.end()
})
