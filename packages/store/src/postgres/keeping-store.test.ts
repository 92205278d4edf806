import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { blobOfId } from '../schema/uid.ts'
import type { BatchRequest } from '../store.ts'
import { acceptOne, firstRunOf, newId, turnOn } from '../suite/samples.ts'
import { openPostgresStore } from './open-postgres-store.ts'
import { reuseDatabase } from './testing/test-database.ts'

const open = async () => {
  const url = await reuseDatabase()
  const store = await openPostgresStore({ url, poolSize: 2 })
  const client = new pg.Client(url)
  await client.connect()
  onTestFinished(async () => {
    await client.end()
    await store.close()
  })
  const subscription = await turnOn(store)
  const delivery = await acceptOne(store, subscription, { receivedAt: 10_000 })
  await store.runs.finishFirst(firstRunOf(subscription, delivery, { startedAt: 10_000 }), {
    ...{ erase: false, begun: false }
  })
  // The newest one always stays.
  await acceptOne(store, subscription, { receivedAt: 90_000 })
  return { store, client, delivery, subscription }
}

/** Waits until a statement is blocked by a lock. */
const untilWaiting = async (client: pg.Client): Promise<void> => {
  const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
    and query not like '%pg_stat_activity%'`
  while ((await client.query(waiting)).rowCount === 0);
}

it('forgetRows takes a thousand rows at a time', async () => {
  const { store, client } = await open()
  await client.query(
    `insert into deliveries (uid, subscription, received_at, method, content_type, size, status)
     select decode(lpad(to_hex(n), 32, '0'), 'hex'), subscription, 10000, method, content_type, size, 'filtered'
     from (select * from deliveries order by id limit 1) d, generate_series(1, 1500) n`
  )
  await acceptOne(store, await turnOn(store), { receivedAt: 90_000 })
  const first = await store.keeping.forgetRows({ before: 50_000, after: null })
  const second = await store.keeping.forgetRows({ before: 50_000, after: first.next })
  // The old delivery goes with its run.
  expect([first.done, second.done]).toEqual([1_000, 502])
}, 30_000)

const bites: [name: string, of: BatchRequest][] = [
  ['forgetRows', { before: 50_000, after: null }],
  ['forgetValues', { before: 50_000, after: null }],
  ['forgetValues', { before: 50_000, after: 'traces:0' }]
]

it.each(bites)(
  '%s with %j keeps a delivery whose run begins meanwhile in another process',
  async (name, of) => {
    const { store, client, delivery } = await open()
    await client.query('begin')
    const { rows } = await client.query('select id from deliveries where uid = $1 for no key update', [
      blobOfId(delivery.id)
    ])
    await client.query(
      `insert into runs (uid, kind, flow, subscription, delivery, status, started_at)
     select $1, kind, flow, subscription, delivery, 'queued', started_at from runs where delivery = $2`,
      [blobOfId(newId()), rows[0]?.id]
    )
    const forgotten = name === 'forgetRows' ? store.keeping.forgetRows(of) : store.keeping.forgetValues(of)
    await untilWaiting(client)
    await client.query('commit')
    expect((await forgotten).done).toBe(0)
    expect(await store.deliveries.find(delivery.id)).toMatchObject({ arrival: { method: 'POST' } })
    expect((await store.runs.find(delivery.id))?.steps).not.toBeNull()
  },
  30_000
)
