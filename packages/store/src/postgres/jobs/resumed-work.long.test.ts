import type { Id, Subscription } from '@hookwright/model'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SharedWork, Store, WorkClaim } from '../../store.ts'
import { acceptOne, firstRunOf, newId, sampleEnd, sampleWaiting, turnOn } from '../../suite/samples.ts'
import { createConnections, query } from '../connections.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { requeueWork } from '../requeue-work.ts'
import { reuseDatabase } from '../testing/test-database.ts'

/** Number of waiting deliveries in these tests: more than one batch of a resumption. */
const MANY = 2_500

/** Due time of a waiting run, so late that it does not become due during the test. */
const LATER = 8_000_000_000_000

/**
 * Returns the URL of a database with forced nested loop joins, which PostgreSQL chooses for almost empty
 * tables.
 */
const withNestedLoops = (url: string): string => {
  const planned = new URL(url)
  const others = ['hashjoin', 'mergejoin', 'hashagg', 'sort', 'material']
  planned.searchParams.set('options', others.map(way => `-c enable_${way}=off`).join(' '))
  return planned.href
}

describe('jobs of a flow that is resumed or moved', () => {
  let url = ''
  let store: Store
  let work: SharedWork
  let subscription: Subscription
  const connections: { close: () => Promise<void> }[] = []

  const ask = async <Row>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const own = createConnections(url, 1)
    connections.push(own)
    return (await own.withOne(client => query(client, text, values))).rows
  }

  beforeEach(async () => {
    url = await reuseDatabase()
    store = await openPostgresStore({ url, poolSize: 4 })
    if (store.sharedWork === null) throw new Error('PostgreSQL shares work.')
    work = store.sharedWork
    subscription = await turnOn(store)
  })
  afterEach(async () => {
    await store.close()
    await Promise.all(connections.splice(0).map(each => each.close()))
  })

  /** Inserts deliveries that wait for their first run. */
  const insertWaiting = (count: number) =>
    ask(
      `insert into deliveries (uid, subscription, received_at, method, content_type, size, status)
         select decode(lpad(to_hex(n), 32, '0'), 'hex'), s.id, 2000, 'POST', 'application/json', 2, 'accepted'
         from generate_series(1, $1::bigint) n, subscriptions s where s.uid = decode(replace($2, '-', ''), 'hex')`,
      [count, subscription.id]
    )

  const countJobs = async (kind: string): Promise<number> =>
    (await ask<{ count: number }>(`select count(*) from pgboss.job where data ->> 'kind' = $1`, [kind]))[0]
      ?.count ?? 0

  const claimKind = async (kind: string): Promise<WorkClaim> => {
    const claims = await work.claim(MANY)
    const found = claims.find(claim => claim.kind === kind)
    await work.release(claims.filter(claim => claim !== found))
    if (found === undefined) throw new Error(`There is no ${kind} to claim.`)
    return found
  }

  it('are added in batches if there are many, each in its own transaction', async () => {
    await store.subscriptions.pause(subscription.id, true, 5_000)
    await insertWaiting(MANY)
    await store.subscriptions.pause(subscription.id, false, 6_000)
    const first = await countJobs('delivery')
    expect(first).toBeGreaterThan(0)
    expect(first).toBeLessThan(MANY / 2)
    const claim = await claimKind('resume')
    expect(claim).toMatchObject({ id: subscription.id, flowId: subscription.flowId })
    while (await work.addWaiting(claim)) expect(await countJobs('delivery')).toBeLessThanOrEqual(MANY)
    expect([await countJobs('delivery'), await countJobs('resume')]).toEqual([MANY, 0])
  }, 30_000)

  it('are added from the start when the flow is paused and resumed again meanwhile', async () => {
    await store.subscriptions.pause(subscription.id, true, 5_000)
    await insertWaiting(MANY)
    await store.subscriptions.pause(subscription.id, false, 6_000)
    const claim = await claimKind('resume')
    await work.addWaiting(claim)
    await store.subscriptions.pause(subscription.id, true, 7_000)
    // What is claimed of a paused flow loses its job.
    await ask(`delete from pgboss.job where data ->> 'kind' = 'delivery'`)
    await store.subscriptions.pause(subscription.id, false, 8_000)
    while (await work.addWaiting(claim));
    expect([await countJobs('delivery'), await countJobs('resume')]).toEqual([MANY, 0])
  }, 30_000)

  it('are not added for a flow that is paused again, nor by a process whose job was taken over', async () => {
    await store.subscriptions.pause(subscription.id, true, 5_000)
    await insertWaiting(MANY)
    await store.subscriptions.pause(subscription.id, false, 6_000)
    const claim = await claimKind('resume')
    const before = await countJobs('delivery')
    await expect(work.addWaiting({ ...claim, attempt: 7 })).rejects.toMatchObject({ code: 'run.taken-over' })
    await work.settle(claim, 0)
    const again = await claimKind('resume')
    await store.subscriptions.pause(subscription.id, true, 7_000)
    expect(await work.addWaiting(again)).toBe(false)
    expect([await countJobs('delivery'), await countJobs('resume')]).toEqual([before, 0])
  }, 30_000)

  it('are not claimed until a new limit of their flow applies to all of them', async () => {
    await insertWaiting(MANY)
    await store.subscriptions.pause(subscription.id, true, 5_000)
    await store.subscriptions.pause(subscription.id, false, 6_000)
    const adding = await claimKind('resume')
    while (await work.addWaiting(adding));
    const limited = await openPostgresStore({ url: withNestedLoops(url), poolSize: 4, atOnceOf: () => 2 })
    try {
      const found = await store.subscriptions.revision(subscription.terms.revisionId)
      if (found === null) throw new Error('It has a revision.')
      const { flowId } = subscription
      await limited.subscriptions.revise(subscription.id, {
        revision: { id: newId(), flowId, createdAt: 3_000 },
        snapshot: { ...found.snapshot, flow: { ...found.snapshot.flow, id: flowId } }
      })
      const [claim, ...early] = await work.claim(MANY)
      expect([claim?.kind, early]).toEqual(['resume', []])
      if (claim === undefined) throw new Error('There is one.')
      while (await limited.sharedWork?.addWaiting(claim));
      expect(await work.claim(MANY)).toHaveLength(2)
      expect(await work.claim(MANY)).toEqual([])
      expect(await countJobs('delivery')).toBe(MANY)
    } finally {
      await limited.close()
    }
  }, 30_000)

  const claimIds = async (): Promise<Id[]> => (await work.claim(9)).map(({ id }) => id)

  const claimOne = async (): Promise<WorkClaim> => {
    const [claim, more] = await work.claim(9)
    if (claim === undefined || more !== undefined) throw new Error('One work was expected.')
    return claim
  }

  const firstOf = (id: Id) => firstRunOf(subscription, { id })

  /** Returns the queued run of a record, as the first run of its delivery creates it. */
  const recordOf = (id: Id, recordIndex: number) => {
    const of = { id: newId(), recordIndex, status: { is: 'queued' as const } }
    const run = { ...firstOf(id), ...of, finishedAt: null, steps: null, result: null }
    return { run, record: { recordIndex } }
  }

  const suspendedFirst = (id: Id) => ({
    ...firstOf(id),
    ...{ status: sampleWaiting, finishedAt: null, result: null }
  })

  const waitsUntil = (until: number, orderKey: string | null, claim?: WorkClaim) => ({
    ...{ draws: [], wait: null, record: null, until, orderKey, now: until - 60_000 },
    ...(claim && { claim })
  })

  /** Accepts two deliveries with the same order key. The run of the first one waits and blocks the second. */
  const acceptBehindWaiting = async () => {
    const first = await acceptOne(store, subscription, {
      ...{ id: '01900000-0000-7000-8000-000000000001', orderKey: 'a' }
    })
    const next = await acceptOne(store, subscription, {
      ...{ id: '01900000-0000-7000-8000-000000000002', orderKey: 'a' }
    })
    const claim = await claimOne()
    await store.waits.suspend(suspendedFirst(first.id), waitsUntil(LATER, 'a', claim))
    return { first, next }
  }

  const endWaiting = async (claim: WorkClaim): Promise<void> => {
    await store.runs.finish(sampleEnd(claim.id), { erase: false, woken: true, claim })
    await work.settle(claim, 0)
  }

  it('keep their order behind a run that waited in a database without jobs', async () => {
    const { first, next } = await acceptBehindWaiting()
    await ask('delete from pgboss.job')
    await requeueWork({ url, atOnceOf: () => null })
    expect(await claimIds()).toEqual([])
    await store.waits.goOn(first.id, 4_000)
    const claim = await claimOne()
    expect(claim.id).toBe(first.id)
    await endWaiting(claim)
    expect(await claimIds()).toEqual([next.id])
  })

  it('stay behind the one that locks their order key', async () => {
    const { first, next } = await acceptBehindWaiting()
    await ask(`update pgboss.job set state = 'created' where id = $1`, [first.id])
    const early = await claimOne()
    expect(early.id).toBe(next.id)
    await work.settle(early, 0)
    expect(await claimIds()).toEqual([])
    await store.waits.goOn(first.id, 4_000)
    const claim = await claimOne()
    expect(claim.id).toBe(first.id)
    await endWaiting(claim)
    expect(await claimOne()).toMatchObject({ id: next.id, losses: 0, attempt: 1 })
  })

  it('are read again if no job locks their order key', async () => {
    const { first, next } = await acceptBehindWaiting()
    await ask('delete from pgboss.job where id = $1', [first.id])
    await work.settle(await claimOne(), 60_000)
    expect(await claimIds()).toEqual([])
    await ask('update pgboss.job set start_after = now()')
    expect(await claimIds()).toEqual([next.id])
  })

  /** Accepts a delivery with an order key, runs it, and replays it with two records. */
  const replayList = async (): Promise<{ id: Id; records: ReturnType<typeof recordOf>[] }> => {
    const { id } = await acceptOne(store, subscription, { orderKey: 'a' })
    await store.runs.finishFirst(firstOf(id), { erase: false, begun: false, claim: await claimOne() })
    const replay = {
      ...suspendedFirst(id),
      ...{ id: newId(), replayOf: id, status: { is: 'running' as const } },
      replay: { on: 'newest' as const, effects: true }
    }
    await store.runs.begin(replay)
    const asked = await claimOne()
    const records = [0, 1].map(index => {
      const { run, record } = recordOf(id, index)
      return { run: { ...run, replayOf: id, replay: replay.replay }, record }
    })
    const end = { ...replay, ...sampleEnd(replay.id) }
    await store.runs.spread(end, records, { begun: true, claim: asked })
    await work.settle(asked, 0)
    return { id, records }
  }

  it('keep the order of a replayed list: a waiting record locks it', async () => {
    const { id, records } = await replayList()
    const later = await acceptOne(store, subscription, { orderKey: 'a' })
    const claim = await claimOne()
    expect(claim).toMatchObject({ kind: 'delivery', id, queue: 'work-in-order' })
    const [first] = records
    if (first === undefined) throw new Error('There are two.')
    const waiting = { ...first.run, status: sampleWaiting }
    await store.waits.suspend(waiting, waitsUntil(LATER, 'a', claim))
    expect(await claimIds()).toEqual([])
    await store.waits.goOn(first.run.id, 4_000)
    expect(await claimOne()).toMatchObject({ id })
    expect(later.orderKey).toBe('a')
  })

  it('are one job for the queued records of a replayed list from a database without jobs', async () => {
    const { id } = await replayList()
    await ask('delete from pgboss.job')
    await requeueWork({ url, atOnceOf: () => null })
    expect(await claimOne()).toMatchObject({ kind: 'delivery', id, queue: 'work-in-order' })
  })
})
