import type { Id } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store, WorkClaim } from '../../store.ts'
import { acceptOne, newId, sampleDelivery, sampleEnd, turnOn } from '../../suite/samples.ts'
import { createConnections, execute } from '../connections.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import {
  childOf,
  firstOf,
  onSharedWork,
  suspended,
  type WorkStage,
  waitUntil9000,
  workOf
} from '../testing/shared-work.ts'

let store: Store
let other: Store
let stage: WorkStage

onSharedWork(opened => {
  stage = opened
  store = opened.store
  other = opened.other
})

const claimAll = (by?: Store) => stage.claimAll(by)
const claimOne = (by?: Store) => stage.claimOne(by)

const settleAll = async (claims: readonly WorkClaim[]): Promise<void> => {
  for (const claim of claims) await workOf(other).settle(claim, 0)
}

describe('a job of the shared queue', () => {
  it('is an accepted delivery, until its first run ends under the claim', async () => {
    const subscription = await turnOn(store)
    let told = 0
    workOf(store).listen(() => {
      told += 1
    })
    const { id } = await acceptOne(store, subscription)
    expect(told).toBe(1)
    const claim = await claimOne()
    expect(claim).toMatchObject({ kind: 'delivery', id, flowId: subscription.flowId, holdsOthers: false })
    await other.runs.finishFirst(firstOf(subscription, id), { erase: false, begun: false, claim })
    await settleAll([claim])
    expect(await claimAll()).toEqual([])
  })

  it('keeps its claim until its end is written, also while the store closes', async () => {
    const subscription = await turnOn(store)
    const ids: Id[] = []
    for (let times = 0; times < 9; times += 1) ids.push((await acceptOne(store, subscription)).id)
    const closing = await stage.open()
    const claims = await claimAll(closing)
    const ends = claims.map(claim =>
      closing.runs.finishFirst(firstOf(subscription, claim.id), { erase: false, begun: false, claim })
    )
    await Promise.all([closing.close(), ...ends])
    expect(claims).toHaveLength(ids.length)
    expect(await claimAll()).toEqual([])
  })

  it('is not added for a delivery that is filtered or a duplicate', async () => {
    const subscription = await turnOn(store)
    await acceptOne(store, subscription, { status: { is: 'filtered', why: 'Not asked for.' } })
    const once = { flowId: subscription.flowId, key: new Uint8Array([1]) }
    const delivery = sampleDelivery(subscription.id)
    await store.deliveries.accept(delivery, once)
    await other.deliveries.accept({ ...delivery, id: newId() }, once)
    expect(await claimOne()).toMatchObject({ id: delivery.id })
  })

  it('is claimed at acceptance by a process with a free slot, and taken over when that is lost', async () => {
    const subscription = await turnOn(store)
    let told = 0
    workOf(store).listen(() => {
      told += 1
    })
    const { id } = await acceptOne(store, subscription, { isClaimed: true })
    expect(told).toBe(0)
    expect(await claimAll()).toEqual([])
    const claim = workOf(store).takeAccepted(id)
    expect(claim).toMatchObject({ kind: 'delivery', id, flowId: subscription.flowId, attempt: 0, losses: 0 })
    expect(workOf(store).takeAccepted(id)).toBeNull()
    if (claim === null) throw new Error('It was claimed.')
    await workOf(store).release([claim])
    const again = await claimOne()
    expect(again).toMatchObject({ id, attempt: 1, losses: 0 })
    const end = { erase: false, begun: false }
    await expect(store.runs.finishFirst(firstOf(subscription, id), { ...end, claim })).rejects.toMatchObject({
      code: 'run.taken-over'
    })
    await other.runs.finishFirst(firstOf(subscription, id), { ...end, claim: again })
  })

  it('is the same whether it is claimed at acceptance or by a search', async () => {
    const subscription = await turnOn(store)
    const accepted = [
      await acceptOne(store, subscription, { isClaimed: true }),
      await acceptOne(store, subscription)
    ]
    expect(await claimAll()).toHaveLength(1)
    const connections = createConnections(stage.url, 1)
    const jobs = await connections.withOne(async client => {
      const { rows } = await execute(client, `select * from pgboss.job where name = 'work' order by id`)
      return rows
    })
    await connections.close()
    expect(jobs.map(({ id }) => id)).toEqual(accepted.map(({ id }) => id).toSorted())
    const [first, second] = jobs.map(({ start_after, created_on, keep_until, ...job }) => ({
      ...job,
      ...{ id: null, started_on: typeof job.started_on, heartbeat_on: typeof job.heartbeat_on },
      delay: Math.round((start_after - created_on) / 1_000),
      kept: keep_until - start_after
    }))
    expect(first).toEqual(second)
  })

  it('is not claimed at acceptance if an order or a limit needs a search, or if its flow is paused', async () => {
    const ordered = await turnOn(store)
    const paused = await turnOn(store)
    await store.subscriptions.pause(paused.id, true, 0)
    const claimed = { isClaimed: true as const }
    const accepted = [
      await acceptOne(store, ordered, { ...claimed, orderKey: 'a' }),
      await acceptOne(store, paused, claimed)
    ]
    expect(accepted.map(({ id }) => workOf(store).takeAccepted(id))).toEqual([null, null])
    expect(await claimOne()).toMatchObject({ id: accepted[0]?.id })
    const limited = await openPostgresStore({ url: stage.url, poolSize: 4, atOnceOf: () => 1 })
    const one = await acceptOne(limited, await turnOn(limited), claimed)
    expect(workOf(limited).takeAccepted(one.id)).toBeNull()
    await limited.close()
    expect(await claimOne()).toMatchObject({ id: one.id })
  })

  it('is reserved for some time for the process with the caller of its delivery, within the limit of its flow', async () => {
    const subscription = await turnOn(store)
    const called = await acceptOne(store, subscription, { isCalled: true })
    expect(await claimAll()).toEqual([])
    const claim = await workOf(store).claimOwn(called.id)
    expect(claim).toMatchObject({ kind: 'delivery', id: called.id, losses: 0 })
    expect(await workOf(other).claimOwn(called.id)).toBeNull()
    if (claim === null) throw new Error('It was free.')
    await store.runs.finishFirst(firstOf(subscription, called.id), { erase: false, begun: false, claim })
    const limited = await openPostgresStore({ url: stage.url, poolSize: 4, atOnceOf: () => 1 })
    const [first, second] = [
      await acceptOne(limited, subscription, { isCalled: true }),
      await acceptOne(limited, subscription, { isCalled: true })
    ]
    expect(await workOf(limited).claimOwn(first.id)).not.toBeNull()
    expect(await workOf(limited).claimOwn(second.id)).toBeNull()
    await limited.close()
  })

  it('is checked at each write of a run: a process whose job was taken over changes nothing', async () => {
    const subscription = await turnOn(store)
    const { id } = await acceptOne(store, subscription)
    const stale = { ...(await claimOne()), attempt: 7 }
    const run = firstOf(subscription, id)
    const { claim, ...child } = { claim: stale, ...childOf(subscription, id, 0) }
    const writes = [
      () => other.runs.finishFirst(run, { erase: false, begun: false, claim }),
      () => other.runs.spread(run, [child], { begun: false, claim }),
      () => other.runs.intend(run, { key: 'a', safe: true, draws: [], claim }),
      () => other.runs.record(run, { key: 'a', safe: true, result: 1, claim }),
      () => other.waits.suspend(suspended(subscription, id), waitUntil9000({ claim }))
    ]
    for (const write of writes) await expect(write()).rejects.toMatchObject({ code: 'run.taken-over' })
    expect(await store.runs.find(id)).toBeNull()
    expect((await store.deliveries.find(id))?.delivery.status).toEqual({ is: 'accepted' })
    // One that is wrong fails alone, although all share a transaction.
    const next = await acceptOne(store, subscription)
    const right = await claimOne()
    const [late, fine] = await Promise.allSettled([
      other.runs.finishFirst(run, { erase: false, begun: false, claim }),
      other.runs.finishFirst(firstOf(subscription, next.id), { erase: false, begun: false, claim: right })
    ])
    expect([late?.status, fine?.status]).toEqual(['rejected', 'fulfilled'])
  })

  it('is checked even if the process that took it over has begun or ended the same run', async () => {
    const subscription = await turnOn(store)
    const finished = await acceptOne(store, subscription)
    const current = await claimOne()
    const stale = { ...current, attempt: 7 }
    await other.runs.finishFirst(firstOf(subscription, finished.id), {
      ...{ erase: false, begun: false, claim: current }
    })
    const spread = await acceptOne(store, subscription)
    const begun = await claimOne()
    const children = [childOf(subscription, spread.id, 0)]
    await other.runs.spread(firstOf(subscription, spread.id), children, { begun: false, claim: begun })
    const late = [
      store.runs.finishFirst(firstOf(subscription, finished.id), {
        erase: false,
        begun: false,
        claim: stale
      }),
      store.runs.spread(firstOf(subscription, spread.id), children, {
        ...{ begun: false, claim: { ...begun, attempt: 7 } }
      })
    ]
    const ends = await Promise.allSettled(late)
    for (const end of ends) {
      expect(end).toMatchObject({ status: 'rejected', reason: { code: 'run.taken-over' } })
    }
  })

  it('stays until the records of a delivery have ended', async () => {
    const subscription = await turnOn(store)
    const { id } = await acceptOne(store, subscription)
    const claim = await claimOne()
    const children = [childOf(subscription, id, 0), childOf(subscription, id, 1)]
    await other.runs.spread(firstOf(subscription, id), children, { begun: false, claim })
    const [first, second] = children
    if (first === undefined || second === undefined) throw new Error('There are two.')
    await other.runs.finish(sampleEnd(first.run.id), { erase: false, claim })
    await workOf(other).settle(claim, 0)
    const again = await claimOne(store)
    expect(again).toMatchObject({ id, losses: 0 })
    await store.runs.finish(sampleEnd(second.run.id), { erase: false, claim: again })
    await workOf(store).settle(again, 0)
    expect(await claimAll()).toEqual([])
  })

  it('is a waiting run when it is due, or when a person resumes it', async () => {
    const subscription = await turnOn(store)
    const { id } = await acceptOne(store, subscription)
    const claim = await claimOne()
    await other.waits.suspend(suspended(subscription, id), waitUntil9000({ claim }))
    expect(await claimAll()).toEqual([])
    await store.waits.goOn(id, 4_000)
    const due = await claimOne()
    expect(await other.waits.due({ of: due.id, to: 9_000, limit: 9 })).toMatchObject([{ id, until: 4_000 }])
    await other.runs.finish(sampleEnd(id), { erase: false, woken: true, claim: due })
    await workOf(other).settle(due, 0)
    expect(await claimAll()).toEqual([])
  })

  it('is a run on hold when a person resumes it, and a run that another one starts', async () => {
    const subscription = await turnOn(store)
    const { id } = await acceptOne(store, subscription)
    const claim = await claimOne()
    const onHold = { ...suspended(subscription, id), status: { is: 'on-hold' as const, why: 'In vain.' } }
    await other.waits.suspend(onHold, waitUntil9000({ claim, until: null }))
    expect(await claimAll()).toEqual([])
    await store.waits.goOn(id, 4_000)
    const due = await claimOne()
    const begun = { ...suspended(subscription, id), id: newId(), deliveryId: null }
    await other.runs.record(
      suspended(subscription, id),
      { key: 'a', safe: true, result: null, claim: due },
      { runs: [{ run: begun, record: {}, until: 4_000 }], most: { depth: 5, runs: 9 } }
    )
    expect(await claimOne()).toMatchObject({ kind: 'run', id: begun.id })
  })

  it('keeps the order key locked while its run waits, and the next one follows after a cancel', async () => {
    const subscription = await turnOn(store)
    const first = await acceptOne(store, subscription, {
      id: '01900000-0000-7000-8000-000000000001',
      orderKey: 'a'
    })
    const next = await acceptOne(store, subscription, {
      id: '01900000-0000-7000-8000-000000000002',
      orderKey: 'a'
    })
    const claim = await claimOne()
    expect(claim).toMatchObject({ id: first.id, holdsOthers: true })
    await other.waits.suspend(suspended(subscription, first.id), waitUntil9000({ claim, orderKey: 'a' }))
    expect(await claimAll()).toEqual([])
    await store.waits.cancel(sampleEnd(first.id, { status: { is: 'cancelled' } }), { erase: false })
    await settleAll([await claimOne()])
    expect(await claimOne()).toMatchObject({ id: next.id })
  })

  it('is removed for a paused flow, and added again in order when that is resumed', async () => {
    const subscription = await turnOn(store)
    const ordered = await acceptOne(store, subscription, { orderKey: 'a' })
    await store.subscriptions.pause(subscription.id, true, 5_000)
    await acceptOne(store, subscription)
    const later = await acceptOne(store, subscription, { orderKey: 'a' })
    const claims = await claimAll()
    expect(claims.map(({ id }) => id)).toEqual([ordered.id])
    await settleAll(claims)
    expect(await claimAll()).toEqual([])
    await store.subscriptions.pause(subscription.id, false, 6_000)
    const again = await claimAll()
    expect(again).toHaveLength(2)
    const first = again.find(({ id }) => id === ordered.id)
    if (first === undefined) throw new Error('The first of the order was expected.')
    const run = firstOf(subscription, ordered.id)
    await other.runs.finishFirst(run, { erase: false, begun: false, claim: first })
    expect(await claimOne()).toMatchObject({ id: later.id })
  })

  it('is a replay, which queues the records of its delivery', async () => {
    const subscription = await turnOn(store)
    const { id } = await acceptOne(store, subscription)
    const claim = await claimOne()
    await other.runs.finishFirst(firstOf(subscription, id), { erase: false, begun: false, claim })
    const replay = {
      ...suspended(subscription, id),
      ...{ id: newId(), replayOf: id, status: { is: 'running' as const } }
    }
    await store.runs.begin({ ...replay, replay: { on: 'newest', effects: true } })
    const asked = await claimOne()
    expect(asked).toMatchObject({ kind: 'replay', id: replay.id })
    const child = childOf(subscription, id, 0)
    await other.runs.spread({ ...replay, ...sampleEnd(replay.id) }, [child], { begun: true, claim: asked })
    await workOf(other).settle(asked, 0)
    expect(await claimOne()).toMatchObject({ kind: 'delivery', id })
  })
})
