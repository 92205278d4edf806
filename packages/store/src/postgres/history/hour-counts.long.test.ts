import { HOUR, MINUTE, type Millis } from '@hookwright/model'
import fc from 'fast-check'
import pg from 'pg'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Store } from '../../store.ts'
import { acceptOne, firstRunOf, sampleDelivery, sampleFault, turnOn } from '../../suite/samples.ts'
import { createConnections } from '../connections.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { createPostgresDatabase } from '../postgres-database.ts'
import { reuseDatabase } from '../testing/test-database.ts'
import { createHourCounter } from './hour-counts.ts'

/** Opens a store on an empty database, with a counter that tests call explicitly. */
const openAll = async () => {
  const url = await reuseDatabase()
  const store = await openPostgresStore({ url, poolSize: 2 })
  const database = createPostgresDatabase(createConnections(url, 2), createConnections(url, 1))
  const client = new pg.Client(url)
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await database.close()
    await store.close()
  })
  const { count } = createHourCounter(database)
  const ranges = async (): Promise<unknown[][]> => {
    const { rows } = await client.query(
      `select r.hour, r.next - r.first as rows, r.is_counted,
         coalesce((select sum(count) from delivery_counts c where c.first = r.first), 0) as counted
       from counted_ranges r order by r.first`
    )
    return rows.map(row => [
      Number(row.hour) / HOUR,
      Number(row.rows),
      row.is_counted === 1,
      Number(row.counted)
    ])
  }
  /** Waits for all open transactions on the server, including those of other tests. */
  const untilSettled = async (): Promise<void> => {
    const { rows } = await client.query('select pg_snapshot_xmax(pg_current_snapshot())::text as next')
    const settled = 'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as settled'
    await vi.waitFor(
      async () => expect((await client.query(settled, [rows[0].next])).rows).toEqual([{ settled: true }]),
      { timeout: 30_000 }
    )
  }
  /** Counts all rows: calls `count` twice, each time after all open transactions have ended. */
  const countAll = async (): Promise<void> => {
    await untilSettled()
    await count()
    await untilSettled()
    await count()
  }
  return { store, client, count, countAll, ranges }
}

type Opened = Awaited<ReturnType<typeof openAll>>

const chartsOf = (store: Store, to: Millis) =>
  Promise.all([6, 60, 600].map(most => store.deliveries.chart({ from: 0, to, most })))

/** Returns charts computed with stored counts and charts computed from all rows. */
const chartsBothWays = async ({ store, client }: Opened, to: Millis) => {
  const byCounts = await chartsOf(store, to)
  await client.query('delete from counted_ranges')
  return { byCounts, byRows: await chartsOf(store, to) }
}

it('counts each past hour, and charts stay the same', async () => {
  const kinds = ['done', 'failed', 'filtered', 'refused', 'waits'] as const
  const arrivals = fc.array(
    fc.record({
      minutes: fc.integer({ min: -3, max: 50 }),
      is: fc.constantFrom(...kinds),
      other: fc.boolean()
    }),
    { minLength: 1, maxLength: 30 }
  )
  for (const some of fc.sample(arrivals, { numRuns: 3, seed: 3 })) {
    const opened = await openAll()
    const { store, countAll } = opened
    const both = [await turnOn(store), await turnOn(store)] as const
    let at = 5 * MINUTE
    const accepting: Promise<unknown>[] = []
    for (const { minutes, is, other } of some) {
      // Clocks of processes differ: some come with an earlier time.
      at = Math.max(0, at + minutes * MINUTE)
      const [subscription, startedAt] = [both[other ? 1 : 0], at]
      const status =
        is === 'filtered' || is === 'refused' ? { status: { is, why: 'It is a ping.' } } : undefined
      const accepted = acceptOne(store, subscription, { receivedAt: at, ...status })
      const over = is === 'failed' ? { status: { is, at: [], fault: sampleFault } } : {}
      const finish = (delivery: { id: string }) =>
        store.runs.finishFirst(firstRunOf(subscription, delivery, { startedAt, ...over }), {
          ...{ erase: false, begun: false }
        })
      accepting.push(is === 'done' || is === 'failed' ? accepted.then(finish) : accepted)
    }
    await Promise.all(accepting)
    await countAll()
    const { byCounts, byRows } = await chartsBothWays(opened, at + HOUR)
    expect(byCounts).toEqual(byRows)
  }
}, 60_000)

it('leaves out the current hour, and subtracts deleted rows', async () => {
  const opened = await openAll()
  const { store, countAll, ranges } = opened
  const subscription = await turnOn(store)
  const accept = (receivedAt: Millis) =>
    acceptOne(store, subscription, { receivedAt, status: { is: 'filtered', why: 'It is a ping.' } })
  for (const minutes of [5, 10, 65, 70, 125]) await accept(minutes * MINUTE)
  await countAll()
  expect(await ranges()).toEqual([
    [0, 2, true, 2],
    [1, 2, true, 2]
  ])
  await store.keeping.forgetRows({ before: 67 * MINUTE, after: null })
  expect(await ranges()).toEqual([
    [0, 2, true, 0],
    [1, 2, true, 1]
  ])
  await countAll()
  expect(await ranges()).toEqual([[1, 2, true, 1]])
  const { byCounts, byRows } = await chartsBothWays(opened, 3 * HOUR)
  expect(byCounts).toEqual(byRows)
  expect(byRows[0]?.counts.map(({ filtered }) => filtered)).toEqual([0, 0, 1, 0, 1, 0])
})

it('counts an hour with a waiting delivery only after that has run', async () => {
  const { store, countAll, ranges } = await openAll()
  const subscription = await turnOn(store)
  const waiting = await acceptOne(store, subscription, { receivedAt: 5 * MINUTE })
  for (const minutes of [65, 125])
    await acceptOne(store, subscription, {
      receivedAt: minutes * MINUTE,
      status: { is: 'filtered', why: 'It is a ping.' }
    })
  await countAll()
  expect(await ranges()).toEqual([
    [0, 1, false, 0],
    [1, 1, true, 1]
  ])
  await store.runs.finishFirst(firstRunOf(subscription, waiting, { startedAt: 5 * MINUTE }), {
    ...{ erase: false, begun: false }
  })
  await countAll()
  expect((await ranges())[0]).toEqual([0, 1, true, 1])
})

it('waits for transactions that may still add to an hour', async () => {
  const { store, client, count, countAll, ranges } = await openAll()
  const subscription = await turnOn(store)
  const accept = (minutes: number) =>
    acceptOne(store, subscription, {
      receivedAt: minutes * MINUTE,
      status: { is: 'filtered', why: 'It is a ping.' }
    })
  await accept(5)
  // Another process has given a rowid of this hour and not committed it.
  const late = sampleDelivery(subscription.id)
  await client.query('begin')
  await client.query(
    `insert into deliveries (uid, subscription, received_at, method, content_type, size, status)
     select decode(replace($1, '-', ''), 'hex'), subscription, received_at + 1, method, content_type, size, status
     from deliveries`,
    [late.id]
  )
  await accept(65)
  await count()
  await count()
  await count()
  expect(await ranges()).toEqual([])
  await client.query('commit')
  await countAll()
  expect(await ranges()).toEqual([[0, 2, true, 2]])
})
