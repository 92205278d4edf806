import type { Id, SearchTerm, Subscription } from '@hookwright/model'
import fc from 'fast-check'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { textOfArrived, textOfRun } from '../../resources/history/searched-texts.ts'
import { blobOfId } from '../../schema/uid.ts'
import { acceptAllInside } from '../../statements/accept-inside.ts'
import type { Store } from '../../store.ts'
import { firstRunOf, sampleDelivery, turnOn } from '../../suite/samples.ts'
import { createConnections } from '../connections.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { createPostgresDatabase } from '../postgres-database.ts'
import { makeDatabase } from '../testing/test-database.ts'
import { createIndexKeeper } from './keep-indexed.ts'

const UNIT = 50

/** Opens a store on an empty database, with small text indexes that tests build explicitly. */
const openAll = async (unit: number = UNIT) => {
  const url = await makeDatabase()
  const store = (await openPostgresStore({ url, poolSize: 2 })) as unknown as Store
  const database = createPostgresDatabase(createConnections(url, 2), createConnections(url, 1))
  const keeper = createIndexKeeper({ url, list: database.list, unit })
  const client = new pg.Client(url)
  await client.connect()
  onTestFinished(async () => {
    await keeper.close()
    await client.end()
    await database.close()
    await store.close()
  })
  const subscription = await turnOn(store)
  const arriveAll = async (
    bodies: (string | Uint8Array)[],
    of: Subscription = subscription
  ): Promise<Id[]> => {
    const deliveries = bodies.map(text => {
      const body = typeof text === 'string' ? new TextEncoder().encode(text) : text
      return sampleDelivery(of.id, { arrival: { method: 'POST', query: '', headers: [], body } })
    })
    await database.write(() => acceptAllInside(database, of.id, deliveries))
    return deliveries.map(({ id }) => id)
  }
  const found = async (...sought: SearchTerm[]): Promise<Id[]> =>
    (await store.deliveries.list({ sought, limit: 200 })).rows.map(({ id }) => id)
  const indexes = async (): Promise<string[]> => {
    const { rows } = await client.query<{ name: string }>(
      `select indexname as name from pg_indexes where indexname like '%\\_texts\\_%' order by length(indexname), 1`
    )
    return rows.map(({ name }) => name)
  }
  return { url, store, client, keeper, arriveAll, found, indexes }
}

/** Arbitrary texts with parts that the databases may treat differently. */
const text = fc
  .array(
    fc.constantFrom(
      'ada',
      '@',
      'ACME',
      ' "',
      '\n',
      'Zoë',
      '😀',
      '\0',
      '42',
      '.',
      'x',
      '\\',
      '_',
      '%',
      'K',
      'İ'
    )
  )
  .map(parts => parts.join(''))

it('builds indexes in the background with a pause after each', async () => {
  const { url, arriveAll, indexes } = await openAll()
  await arriveAll(Array.from({ length: 2 * UNIT + 1 }, (_, at) => `body ${at}`))
  const database = createPostgresDatabase(createConnections(url, 1), createConnections(url, 1))
  const rests: number[] = []
  const keeper = createIndexKeeper({
    ...{ url, list: database.list, unit: UNIT },
    rest: async time => void rests.push(time)
  })
  keeper.keepIndexed()
  // Waits for what is under way.
  await keeper.catchUp()
  expect(await indexes()).toHaveLength(2)
  expect(rests).toHaveLength(2)
  expect(Math.min(...rests)).toBeGreaterThan(0)
  await keeper.close()
  await database.close()
})

it('finds the same rows with indexes as with a full scan', async () => {
  const { keeper, arriveAll, found, indexes } = await openAll()
  const bodies = fc.sample(text, { numRuns: 160, seed: 7 })
  const ids = await arriveAll(bodies)
  await keeper.catchUp()
  expect(await indexes()).toEqual(['payloads_texts_0_50', 'payloads_texts_50_100', 'payloads_texts_100_150'])
  const texts = bodies.map(body => textOfArrived({ query: '', headers: '[]', body: Buffer.from(body) }))
  await fc.assert(
    fc.asyncProperty(text, async words => {
      fc.pre(words !== '')
      const expected = ids.filter((_, at) => texts[at]?.includes(words.toLowerCase())).toReversed()
      expect(await found({ text: words })).toEqual(expected)
    }),
    { numRuns: 25 }
  )
}, 30_000)

it.each(['by the server', 'by the indexes'])(
  'finds the same %s as a full scan of requests and runs',
  async way => {
    const { store, keeper, arriveAll, found, indexes } = await openAll()
    const bodies = fc.sample(text, { numRuns: 60, seed: 11 })
    const outputs = fc.sample(text, { numRuns: 60, seed: 13 })
    const ids = await arriveAll(bodies)
    const { subscriptionId } = (await store.deliveries.find(ids[0] ?? ''))?.delivery ?? { subscriptionId: '' }
    const subscription = await store.subscriptions.find(subscriptionId)
    if (subscription === null) throw new Error('The subscription of a delivery is there.')
    const texts: string[] = []
    for (const [at, id] of ids.entries()) {
      const steps = [
        {
          path: ['start'],
          status: 'succeeded' as const,
          from: 0,
          to: 4,
          outputs: { name: outputs[at] ?? '' }
        }
      ]
      await store.runs.finishFirst(firstRunOf(subscription, { id }, { steps, result: null }), {
        ...{ erase: false, begun: false }
      })
      const request = { query: '', headers: '[]', body: Buffer.from(bodies[at] ?? '') }
      texts.push(
        textOfRun({ detail: null, steps: JSON.stringify(steps), result: null, record: null }, request)
      )
    }
    if (way === 'by the indexes') {
      await keeper.catchUp()
      expect(await indexes()).toEqual(['runs_texts_0_50', 'payloads_texts_0_50'])
    }
    const runsWith = async (words: string): Promise<Id[]> =>
      (await store.runs.list({ sought: [{ text: words }], limit: 200 })).rows.map(({ id }) => id)
    await fc.assert(
      fc.asyncProperty(text, async words => {
        fc.pre(words !== '')
        const isFound = (searched: string | undefined): boolean =>
          searched?.includes(words.toLowerCase()) ?? false
        const requests = bodies.map(body =>
          textOfArrived({ query: '', headers: '[]', body: Buffer.from(body) })
        )
        expect(await found({ text: words })).toEqual(
          ids.filter((_, at) => isFound(requests[at])).toReversed()
        )
        const expected = ids.filter((_, at) => isFound(texts[at])).toReversed()
        expect((await runsWith(words)).filter(id => ids.includes(id))).toEqual(expected)
      }),
      { numRuns: 40 }
    )
  },
  30_000
)

it('reaches any depth in one query, also for bytes that are not text', async () => {
  const { store, client, keeper, arriveAll, found } = await openAll(2_500)
  const bytes = Buffer.concat([Buffer.from([0, 255, 192]), Buffer.from('Order 90071 of ada@acme.example')])
  const [rare = '', inBytes = ''] = await arriveAll([
    '{"email":"ada@acme.example","order":{"number":90071}}',
    bytes
  ])
  await arriveAll(Array.from({ length: 20_050 }, () => '{"email":"mira@acme.example"}'))
  const sought = { text: 'DA@acme' }
  expect(await found(sought)).toEqual([])
  await keeper.catchUp()
  expect(await found(sought)).toEqual([inBytes, rare])
  expect(await found({ path: ['order', 'number'], value: '90071' })).toEqual([rare])
  expect(await found({ path: ['order', 'number'], value: '9007' })).toEqual([])
  // Each runs once, in the order of arrival.
  await client.query(
    `insert into runs (uid, kind, flow, subscription, delivery, status, started_at, finished_at, steps)
     select d.uid, 'flow', s.flow, s.id, d.id, 'succeeded', 1, 2,
       case when d.uid = $1 then '[{"outputs":{"greeting":"Good morning"}}]' end
     from deliveries d join subscriptions s on s.id = d.subscription order by d.id`,
    [blobOfId(rare)]
  )
  const runsWith = async (words: string) =>
    (await store.runs.list({ sought: [{ text: words }], limit: 9 })).rows.map(({ id }) => id)
  expect(await runsWith('good MORNING')).toEqual([])
  await keeper.catchUp()
  expect(await runsWith('good MORNING')).toEqual([rare])
  expect(await runsWith('order 90071 of ADA@')).toEqual([inBytes])
  expect(
    (await store.runs.list({ sought: [{ text: 'morning' }, { text: '90071' }], limit: 9 })).rows.map(
      row => row.id
    )
  ).toEqual([rare])
  const [newer = ''] = await arriveAll(['{"email":"ada@acme.example"}'])
  expect(await found(sought)).toEqual([newer, inBytes, rare])
}, 60_000)

it('is one of eight partitions, and is deleted with its rows', async () => {
  const { client, keeper, arriveAll, found, indexes } = await openAll()
  const ids = await arriveAll(Array.from({ length: 8 * UNIT + 70 }, (_, at) => `the number ${at}.`))
  await keeper.catchUp()
  expect(await indexes()).toEqual(['payloads_texts_0_400', 'payloads_texts_400_450'])
  expect(await found({ text: 'number 7.' })).toEqual([ids[7]])
  await client.query('delete from payloads where delivery <= 410')
  await keeper.catchUp()
  expect(await indexes()).toEqual(['payloads_texts_400_450'])
  expect(await found({ text: 'number 7.' })).toEqual([])
  expect(await found({ text: 'number 430.' })).toEqual([ids[430]])
})

it('is built again if a stop has left it unfinished', async () => {
  const { client, keeper, arriveAll, found } = await openAll()
  const [first] = await arriveAll(Array.from({ length: UNIT + 5 }, (_, at) => `the number ${at}.`))
  await keeper.catchUp()
  const isValid = async () =>
    (await client.query(`select indisvalid from pg_index where indexrelid = 'payloads_texts_0_50'::regclass`))
      .rows
  await client.query(
    `update pg_index set indisvalid = false where indexrelid = 'payloads_texts_0_50'::regclass`
  )
  expect(await isValid()).toEqual([{ indisvalid: false }])
  expect(await found({ text: 'number 0.' })).toEqual([first])
  await keeper.catchUp()
  expect(await isValid()).toEqual([{ indisvalid: true }])
})

it('is silent if the extension cannot be created, and searches scan all rows', async () => {
  const { url, client, keeper, arriveAll, found, indexes } = await openAll()
  await client.query(`create role visitor login password 'visitor'`)
  onTestFinished(async () => void (await client.query('drop role if exists visitor').catch(() => {})))
  const [first] = await arriveAll(Array.from({ length: UNIT + 5 }, (_, at) => `the number ${at}.`))
  const visitors = url.replace('postgres:postgres@', 'visitor:visitor@')
  const database = createPostgresDatabase(createConnections(url, 1), createConnections(url, 1))
  onTestFinished(() => database.close())
  await createIndexKeeper({ url: visitors, list: database.list, unit: UNIT }).catchUp()
  expect(await indexes()).toEqual([])
  expect(await found({ text: 'number 0.' })).toEqual([first])
  await keeper.catchUp()
  expect(await indexes()).toHaveLength(1)
})
