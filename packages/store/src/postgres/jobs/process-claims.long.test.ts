import type { Id } from '@hookwright/model'
import pg from 'pg'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Store } from '../../store.ts'
import { acceptOne, turnOn } from '../../suite/samples.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { openCuttingProxy } from '../testing/cut-connections.ts'
import { reuseDatabase } from '../testing/test-database.ts'

/** Size of the shared connection pool. */
const POOL = 3

let url = ''
let store: Store
let other: pg.Client
beforeEach(async () => {
  url = await reuseDatabase()
  store = await openPostgresStore({ url, poolSize: POOL })
  other = new pg.Client(url)
  await other.connect()
})
afterEach(async () => {
  await other.end()
  await store.close()
})

const readBeat = async (id: Id): Promise<string> =>
  (await other.query(`select heartbeat_on::text as beat from pgboss.job where id = $1`, [id])).rows[0]?.beat

it('jobs are claimed and kept while slow statements occupy all other connections', async () => {
  const subscription = await turnOn(store)
  const { id } = await acceptOne(store, subscription)
  const called = await acceptOne(store, subscription, { isCalled: true })
  const next = await acceptOne(store, subscription)
  expect((await store.sharedWork?.claim(1))?.map(claim => claim.id)).toEqual([id])
  const claimedAt = await readBeat(id)
  await other.query('begin; lock table saved_views in access exclusive mode')
  const slow = Array.from({ length: POOL + 2 }, () => store.savedViews.list('ann', 'runs').catch(() => []))
  expect((await store.sharedWork?.claim(1))?.map(claim => claim.id)).toEqual([next.id])
  expect((await store.sharedWork?.claimOwn(called.id))?.id).toBe(called.id)
  await vi.waitFor(async () => expect(await readBeat(id)).not.toBe(claimedAt), {
    timeout: 8_000,
    interval: 100
  })
  await other.query('rollback')
  await Promise.all(slow)
}, 20_000)

it('a kept job is due later for other processes, and still claimed by its own', async () => {
  const subscription = await turnOn(store)
  const [called, left] = [
    await acceptOne(store, subscription, { isCalled: true }),
    await acceptOne(store, subscription, { isCalled: true })
  ]
  await other.query(`update pgboss.job set start_after = now() - interval '1 second'`)
  await store.sharedWork?.keep([called.id])
  expect((await store.sharedWork?.claim(9))?.map(claim => claim.id)).toEqual([left.id])
  // One that is claimed stays so.
  await store.sharedWork?.keep([left.id])
  expect((await store.sharedWork?.claimOwn(called.id))?.id).toBe(called.id)
})

it('a process that is stopped during a search delays the searches of others by some seconds only', async () => {
  const proxy = await openCuttingProxy(url)
  const stopped = await openPostgresStore({ url: proxy.url, poolSize: POOL })
  const subscription = await turnOn(store)
  const { id } = await acceptOne(store, subscription, { orderKey: 'a' })
  proxy.cutAt('set local idle_in_transaction_session_timeout = 4000', 'silent')
  const search = stopped.sharedWork?.claim(1).catch(() => [])
  await vi.waitFor(async () => {
    const { rowCount } = await other.query(
      `select 1 from pg_locks where locktype = 'advisory' and objid = 3 and granted
        and database = (select oid from pg_database where datname = current_database())`
    )
    expect(rowCount).toBe(1)
  })
  const claims = await store.sharedWork?.claim(1)
  expect(claims?.map(claim => claim.id)).toEqual([id])
  await proxy.close()
  await search
  await stopped.close().catch(() => {})
}, 20_000)
