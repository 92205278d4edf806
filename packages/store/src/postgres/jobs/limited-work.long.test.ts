import type { Id, Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { Store } from '../../store.ts'
import { beginSuccessor, turnOnSuccessor } from '../../suite/replacing.ts'
import { acceptOne, beginOff, newId, turnOn } from '../../suite/samples.ts'
import {
  firstOf,
  onSharedWork,
  suspended,
  type WorkStage,
  waitUntil9000,
  workOf
} from '../testing/shared-work.ts'

const limits = new Map<Id, number>()
let store: Store
let other: Store
let stage: WorkStage

onSharedWork(
  opened => {
    limits.clear()
    stage = opened
    store = opened.store
    other = opened.other
  },
  ({ flow }) => limits.get(flow.id) ?? null
)

const claimAll = (by?: Store) => stage.claimAll(by)
const claimOne = (by?: Store) => stage.claimOne(by)

/** Stores a new revision of a flow with a concurrency limit. */
const limit = async ({ id, flowId, terms }: Subscription, atOnce: number): Promise<void> => {
  limits.set(flowId, atOnce)
  const found = await store.subscriptions.revision(terms.revisionId)
  if (found === null) throw new Error('It has a revision.')
  await store.subscriptions.revise(id, {
    revision: { id: newId(), flowId, createdAt: 3_000 },
    snapshot: { ...found.snapshot, flow: { ...found.snapshot.flow, id: flowId } }
  })
}

describe('work of a flow with a limit', () => {
  it('keeps the limit of its flow, also that of a new revision', async () => {
    const subscription = await turnOn(store)
    for (let times = 0; times < 4; times += 1) await acceptOne(store, subscription)
    await limit(subscription, 2)
    expect(await claimAll(store)).toHaveLength(2)
    expect(await claimAll()).toEqual([])
    await acceptOne(store, subscription)
    expect(await claimAll()).toEqual([])
  })

  it('can belong to a former subscription or a queued replay, also with a new limit', async () => {
    const former = await turnOn(store)
    const replayed = await acceptOne(store, former)
    const claim = await claimOne()
    await other.runs.finishFirst(firstOf(former, replayed.id), { erase: false, begun: false, claim })
    const waiting = await acceptOne(store, former)
    const waits = await claimOne()
    await other.waits.suspend(suspended(former, waiting.id), waitUntil9000({ claim: waits, until: 3_000 }))
    const { id: accepted } = await acceptOne(store, former)
    const successor = await beginSuccessor(store, former)
    await turnOnSuccessor(store, successor)
    const replay = {
      ...suspended(former, replayed.id),
      ...{ id: newId(), replayOf: replayed.id, status: { is: 'running' as const } }
    }
    await store.runs.begin({ ...replay, replay: { on: 'newest', effects: true } })
    const { id: next } = await acceptOne(store, successor)
    await limit(successor, 3)
    const claimed = await claimAll()
    expect(claimed).toHaveLength(3)
    expect(new Set(claimed.map(({ queue }) => queue))).toEqual(new Set(['work-in-order']))
    await workOf(other).release(claimed.slice(0, 1))
    expect(await claimAll()).toHaveLength(1)
    await limit(successor, 4)
    const rest = await claimAll()
    expect(new Set([...claimed, ...rest].map(({ id }) => id))).toEqual(
      new Set([accepted, waiting.id, replay.id, next])
    )
  })

  it('keeps the limit of its flow when a former subscription of it changes', async () => {
    const former = await turnOn(store)
    const successor = await beginSuccessor(store, former)
    await turnOnSuccessor(store, successor)
    await limit(successor, 2)
    for (let times = 0; times < 4; times += 1) await acceptOne(store, successor)
    await acceptOne(store, former)
    await beginOff(store, former)
    expect(await claimAll()).toHaveLength(2)
    expect(await claimAll()).toEqual([])
  })

  it('belongs to the successor even when a former subscription with a limit ends', async () => {
    const former = await turnOn(store)
    await limit(former, 1)
    const successor = await beginSuccessor(store, former)
    limits.delete(former.flowId)
    await turnOnSuccessor(store, successor)
    const { id } = await acceptOne(store, successor)
    await beginOff(store, former)
    expect(await claimOne()).toMatchObject({ id, queue: 'work' })
  })

  it('is not added twice for claimed work when a limit is set or removed', async () => {
    const subscription = await turnOn(store)
    await acceptOne(store, subscription)
    await claimOne()
    await limit(subscription, 5)
    expect(await claimAll(store)).toEqual([])
  })
})
