import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Change, Store } from '../../store.ts'
import {
  acceptOne,
  beginFlow,
  firstRunOf,
  newId,
  sampleBeginning,
  sampleDelivery,
  sampleFault,
  turnOn
} from '../../suite/samples.ts'
import { createConnections } from '../connections.ts'
import { openPostgresStore } from '../open-postgres-store.ts'
import { reuseDatabase } from '../testing/test-database.ts'

const keyOf = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('events in two processes on one database', () => {
  let stores: [Store, Store]
  let url = ''

  const open = (url: string): Promise<Store> => openPostgresStore({ url, poolSize: 3 })

  beforeEach(async () => {
    url = await reuseDatabase()
    stores = [await open(url), await open(url)]
  })
  afterEach(() => Promise.all(stores.map(store => store.close())))

  it('fail alone on a wrong event in a shared transaction', async () => {
    const [store] = stores
    const subscription = await turnOn(store)
    const commits: number[] = []
    store.listen(({ topic, ids }: Change) => {
      if (topic === 'deliveries') commits.push(ids.length)
    })
    const [a, b, c] = [1, 2, 3].map(() => sampleDelivery(subscription.id))
    if (a === undefined || b === undefined || c === undefined) throw new Error('There are three.')
    const gone = firstRunOf(subscription, { id: newId() })
    const outcomes = await Promise.allSettled([
      store.deliveries.accept(a),
      store.deliveries.accept({ ...b, id: a.id }),
      store.runs.finishFirst(gone, { erase: false, begun: false }),
      store.deliveries.accept(b),
      store.deliveries.accept(c)
    ])
    expect(outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'kept'))).toEqual([
      'kept',
      'storage.failed',
      'delivery.gone',
      'kept',
      'kept'
    ])
    const waiting = await store.deliveries.waiting({ limit: 9 })
    expect(waiting.map(({ delivery }) => delivery.id)).toEqual([a.id, b.id, c.id])
    expect(commits.reduce((sum, count) => sum + count)).toBe(3)
  })

  it('are refused once their subscription is deleted, although its row was known', async () => {
    const [store] = stores
    const subscription = await turnOn(store)
    await acceptOne(store, subscription)
    const connections = createConnections(url, 1)
    await connections.withOne(async client => {
      await client.query('truncate deliveries, payloads, attempts, subscriptions cascade')
    })
    await connections.close()
    await expect(acceptOne(store, subscription)).rejects.toMatchObject({ code: 'subscription.gone' })
  })

  it('are accepted while the end of a run waits for a lock', async () => {
    const [store] = stores
    const subscription = await turnOn(store)
    const delivery = await acceptOne(store, subscription)
    const connections = createConnections(url, 1)
    const { ending, accepted } = await connections.withOne(async client => {
      await client.query('begin; select 1 from deliveries for update')
      const run = firstRunOf(subscription, delivery)
      const end = store.runs.finishFirst(run, { erase: false, begun: false })
      const next = await acceptOne(store, subscription)
      await client.query('commit')
      return { ending: end, accepted: next }
    })
    await ending
    await connections.close()
    const waiting = await store.deliveries.waiting({ limit: 9 })
    expect(waiting.map(one => one.delivery.id)).toEqual([accepted.id])
  })

  it('find their first event when they are repeated, whichever process accepts them', async () => {
    const subscription = await turnOn(stores[0])
    const { flowId } = subscription
    const key = fc.constantFrom('a', 'b', 'c', 'd')
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(0, 1), key), { maxLength: 30 }), async events => {
        round += 1
        const arrived = await Promise.all(
          events.map(async ([at, name]) => {
            const delivery = sampleDelivery(subscription.id)
            const once = { flowId, key: keyOf(`${round} ${name}`) }
            const first = await stores[at as 0 | 1].deliveries.accept(delivery, once)
            return { name, id: delivery.id, first }
          })
        )
        for (const name of new Set(arrived.map(one => one.name))) {
          const same = arrived.filter(one => one.name === name)
          const firsts = same.filter(({ first }) => first === null)
          expect(firsts).toHaveLength(1)
          expect(new Set(same.map(({ id, first }) => first ?? id))).toEqual(new Set([firsts[0]?.id]))
        }
      }),
      { numRuns: 20 }
    )
  })

  it('are not stored after another process has answered that the flow is off', async () => {
    const [one, other] = stores
    const subscription = await turnOn(one)
    await acceptOne(other, subscription)
    const { attempt } = sampleBeginning(subscription.flowId)
    const off = { ...attempt, subscriptionId: subscription.id, kind: 'deregistration' as const }
    await one.subscriptions.beginDeregistering(subscription.id, { at: 5_000, attempt: off, run: null })
    await expect(acceptOne(other, subscription)).rejects.toMatchObject({ code: 'subscription.gone' })
    const refused = await acceptOne(other, subscription, {
      status: { is: 'refused', why: 'the flow is off' }
    })
    expect(await one.deliveries.find(refused.id)).not.toBeNull()
    expect(await one.deliveries.waiting({ limit: 9 })).toHaveLength(1)
  })

  it('leave no accepted delivery when their registration fails in another process', async () => {
    const [one, other] = stores
    const { subscription, attempt } = await beginFlow(one)
    const accepting = Array.from({ length: 40 }, async (_, at) => {
      for (let turn = 0; turn < at; turn += 1) await new Promise(setImmediate)
      const delivery = sampleDelivery(subscription.id)
      return other.deliveries.accept(delivery).then(
        () => [delivery.id],
        () => []
      )
    })
    const ended = one.subscriptions.endRegistering(subscription.id, {
      at: 3_000,
      how: 'refused',
      fault: sampleFault,
      attemptId: attempt.id,
      outcome: 'failed',
      run: null,
      cleanup: null
    })
    const [accepted] = await Promise.all([Promise.all(accepting), ended])
    for (const id of accepted.flat()) {
      const found = await one.deliveries.find(id)
      expect(found?.delivery.status.is).toBe('filtered')
    }
  })

  it('are accepted and ended by two processes at the same time without a deadlock', async () => {
    const subscriptions = [await turnOn(stores[0]), await turnOn(stores[0]), await turnOn(stores[1])]
    const ids = await Promise.all(
      Array.from({ length: 150 }, async (_, at) => {
        const [store, subscription] = [stores[at % 2], subscriptions[at % 3]]
        if (store === undefined || subscription === undefined) throw new Error('There are both.')
        const delivery = await acceptOne(store, subscription)
        const run = firstRunOf(subscription, delivery)
        await store.runs.finishFirst(run, { erase: at % 2 === 0, begun: false })
        return delivery.id
      })
    )
    for (const [at, id] of ids.entries()) {
      const found = await stores[0].deliveries.find(id)
      expect(found?.delivery.status).toEqual({ is: 'done' })
      expect(found?.arrival === null).toBe(at % 2 === 0)
    }
    expect(await stores[1].deliveries.waiting({ limit: 9 })).toEqual([])
  })
})
