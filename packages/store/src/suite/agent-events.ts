import { DAY, type EventPosition, HOUR, MINUTE, type Subscription } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import type { EventSubscription, EventWatch, Store } from '../store.ts'
import { type OpenStore, openForEachTest } from './each-test.ts'
import { acceptOne, firstRunOf, keepFlow, newId, sampleEnd, sampleFault, turnOn } from './samples.ts'

const layWatch = async (store: Store): Promise<EventWatch> => {
  const flow = await keepFlow(store)
  return store.agentEvents.addWatch({ id: newId(), key: newId(), flowId: flow.id, createdAt: 1_000 })
}

const subscriptionTo = ({ id: watchId, flowId }: EventWatch, over: Partial<EventSubscription> = {}) => {
  const subscription: EventSubscription = {
    id: newId(),
    handle: `sub_${newId()}`,
    watchId,
    flowId,
    mode: 'webhook',
    memberId: 'ann',
    clientKey: 'key:1',
    clientName: 'Agent of Ann',
    name: 'acme_hr.user_created',
    arguments: { department: 'Sales' },
    webhook: {
      url: 'https://agent.example/hooks',
      secretSealed: Buffer.from([1, 2]),
      formerSealed: null,
      formerUntil: null
    },
    position: { delivery: 7, record: null, at: 1_500 },
    createdAt: 1_000,
    expiresAt: 9_000,
    lastEventAt: null,
    lastError: null,
    failedSince: null,
    suspended: false,
    gapDue: false,
    ...over
  }
  return subscription
}

const start: EventPosition = { delivery: 0, record: null, at: 0 }

/** Stores a delivery with a finished first run, so that agents can read its event. */
const layEvent = async (
  store: Store,
  subscription: Subscription,
  over: Parameters<typeof firstRunOf>[2] = {}
) => {
  const delivery = await acceptOne(store, subscription)
  await store.runs.finishFirst(firstRunOf(subscription, delivery, over), { erase: false, begun: false })
  return delivery
}

export const agentEventSuite = (open: OpenStore): void => {
  describe('events for agents', () => {
    const opened = openForEachTest(open)

    it('have one watch for a key, whose flow can change later', async () => {
      const { store } = opened()
      const watch = await layWatch(store)
      const other = await keepFlow(store)
      expect(await store.agentEvents.addWatch({ ...watch, id: newId(), flowId: other.id })).toEqual(watch)
      await store.agentEvents.moveWatch(watch.id, other.id)
      const { agentEvents } = await opened().reopen()
      expect(await agentEvents.watchOf(watch.key)).toEqual({ ...watch, flowId: other.id })
      expect(await agentEvents.watches()).toHaveLength(1)
      expect(await agentEvents.watchOf('none')).toBeNull()
    })

    it('lose only watches that have not been used since a given time', async () => {
      const { store } = opened()
      const [unused, used] = [await layWatch(store), await layWatch(store)]
      await store.agentEvents.put(subscriptionTo(used))
      const on = await turnOn(store)
      const registered = await store.agentEvents.addWatch({
        ...unused,
        id: newId(),
        key: newId(),
        flowId: on.flowId
      })
      expect(await store.agentEvents.watchById(registered.id)).toEqual(registered)
      expect(await store.agentEvents.unusedWatches(1_000, 9)).toEqual([])
      expect(await store.agentEvents.unusedWatches(1_001, 9)).toEqual([unused])
      expect(await store.agentEvents.removeUnused(unused.id, 1_000)).toBe(false)
      for (const { id } of [unused, used, registered]) {
        expect(await store.agentEvents.removeUnused(id, 1_001)).toBe(id === unused.id)
      }
      expect(await store.agentEvents.watchById(unused.id)).toBeNull()
      expect(await store.agentEvents.put(subscriptionTo(unused))).toBe(false)
      expect(await store.agentEvents.list()).toHaveLength(1)
    })

    it('keep subscriptions by their handles, and count those of a client that have not lapsed', async () => {
      const { store } = opened()
      const watch = await layWatch(store)
      const one = subscriptionTo(watch)
      await store.agentEvents.put(one)
      const refreshed = { ...one, expiresAt: 20_000, suspended: true }
      await store.agentEvents.put(refreshed)
      const poll = subscriptionTo(watch, { mode: 'poll', webhook: null })
      await store.agentEvents.put(poll)
      await store.agentEvents.put(subscriptionTo(watch, { clientKey: 'key:2' }))
      const { agentEvents } = await opened().reopen()
      expect(await agentEvents.find(one.handle)).toEqual(refreshed)
      expect(await agentEvents.several([poll.id, newId()])).toEqual([poll])
      expect(await agentEvents.list({ memberId: 'ann', clientKey: 'key:1' })).toEqual([refreshed, poll])
      expect(await agentEvents.list({ watchId: watch.id })).toHaveLength(3)
      const ref = { memberId: 'ann', clientKey: 'key:1' }
      expect([await agentEvents.count(ref, 10_000), await agentEvents.count(ref, 30_000)]).toEqual([1, 0])
      expect(await agentEvents.count(ref, 8_000)).toBe(2)
    })

    it('remove lapsed subscriptions, unless extended, and store progress of existing ones', async () => {
      const { store } = opened()
      const watch = await layWatch(store)
      const [one, other] = [subscriptionTo(watch), subscriptionTo(watch)]
      await store.agentEvents.put(one)
      await store.agentEvents.put(other)
      expect(await store.agentEvents.extend(one.id, 30_000)).toBe(true)
      expect(await store.agentEvents.extend(newId(), 30_000)).toBe(false)
      expect(await store.agentEvents.remove([one.id, other.id], 10_000)).toEqual([other.id])
      const progress = {
        position: { delivery: 9, record: 3, at: 2_000 },
        lastEventAt: 2_100,
        lastError: 'http_5xx' as const,
        failedSince: 2_200,
        suspended: false,
        gapDue: true
      }
      await store.agentEvents.note([
        { id: one.id, ...progress },
        { id: other.id, ...progress }
      ])
      expect(await store.agentEvents.list()).toEqual([{ ...one, expiresAt: 30_000, ...progress }])
      expect(await store.agentEvents.remove([one.id])).toEqual([one.id])
    })

    it('are read in the order of deliveries, up to the first without a run', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const first = await layEvent(store, subscription)
      const stopped = { is: 'succeeded' as const, stoppedAt: ['if'] }
      await layEvent(store, subscription, { status: stopped })
      const failed = { is: 'failed' as const, at: ['start'], fault: sampleFault }
      const third = await layEvent(store, subscription, { status: failed })
      const waiting = await acceptOne(store, subscription)
      await layEvent(store, subscription)
      const read = (after = start, passOver: string[] = []) =>
        store.agentEvents.events({
          ...{ flowId: subscription.flowId, after, limit: 10, passOver: new Set(passOver) },
          settledBefore: Number.MAX_SAFE_INTEGER
        })
      const page = await read()
      expect(page.events.map(({ deliveryId, outputs }) => [deliveryId, outputs])).toEqual([
        [first.id, { name: 'Zoë' }],
        [third.id, null]
      ])
      expect(page).toMatchObject({ waits: true, held: [] })
      const blocked = { events: [], position: page.position, waits: true }
      // It has not had its turn, however long ago it was accepted.
      expect(await read(page.position, [waiting.id])).toMatchObject({ ...blocked, held: [] })
      const status = { is: 'on-hold' as const, why: 'The service refused the request.' }
      const run = firstRunOf(subscription, waiting, { status, finishedAt: 3_000, steps: null, result: null })
      const none = { draws: [], wait: null, record: null, until: null, orderKey: null }
      await store.waits.suspend(run, none)
      expect(await read(page.position)).toMatchObject({ ...blocked, held: [waiting.id] })
      const passed = await read(page.position, [waiting.id])
      expect(passed.events.map(({ outputs }) => outputs)).toEqual([null, { name: 'Zoë' }])
      expect(passed.waits).toBe(false)
      expect(await store.agentEvents.newest(5)).toMatchObject({ delivery: passed.position.delivery, at: 5 })
    })

    it('are skipped up to a time, however many there are', async () => {
      const { store } = opened()
      const [subscription, other] = [await turnOn(store), await turnOn(store)]
      const { flowId } = subscription
      for (let at = 1; at <= 40; at += 1) {
        await acceptOne(store, at % 4 === 0 ? subscription : other, { receivedAt: at * HOUR })
      }
      const skip = (before: number, after = start) => store.agentEvents.skip({ flowId, after, before })
      const { delivery: newest } = await store.agentEvents.newest(0)
      const first = newest - 39
      expect(await skip(4 * HOUR)).toEqual(start)
      expect(await skip(4 * HOUR + 1)).toEqual({ delivery: first + 3, record: null, at: 4 * HOUR })
      expect(await skip(20 * HOUR)).toEqual({ delivery: first + 15, record: null, at: 16 * HOUR })
      expect(await skip(90 * HOUR)).toEqual({ delivery: newest, record: null, at: 40 * HOUR })
      const later = { delivery: first + 30, record: 2, at: 31 * HOUR }
      expect(await skip(20 * HOUR, later)).toEqual(later)
      expect(await skip(90 * HOUR, { ...start, delivery: newest + 9 })).toMatchObject({
        delivery: newest + 9
      })
    })

    it('are not skipped if they are recent and older ones follow, since a clock was set back', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      for (const minutes of [0, 10, 20, 30, 5, 15, 25, 35]) {
        await acceptOne(store, subscription, { receivedAt: DAY + minutes * MINUTE })
      }
      const { delivery: newest } = await store.agentEvents.newest(0)
      const { flowId } = subscription
      const skipped = await store.agentEvents.skip({ flowId, after: start, before: DAY + 20 * MINUTE })
      expect(skipped).toMatchObject({ delivery: newest - 6, at: DAY + 10 * MINUTE })
    })

    it('are read record by record, starting within a delivery', async () => {
      const { store } = opened()
      const subscription = await turnOn(store)
      const delivery = await acceptOne(store, subscription)
      const children = [0, 1, 2].map(recordIndex => ({
        run: {
          ...firstRunOf(subscription, delivery),
          id: newId(),
          recordIndex,
          status: { is: 'queued' as const },
          finishedAt: null,
          steps: null,
          result: null
        },
        record: { name: `Person ${recordIndex}` }
      }))
      await store.runs.spread(firstRunOf(subscription, delivery), children, { begun: false })
      const read = (record: number | null, id = 0) =>
        store.agentEvents.events({
          flowId: subscription.flowId,
          after: { delivery: id, record, at: 0 },
          limit: 10,
          passOver: new Set(),
          settledBefore: Number.MAX_SAFE_INTEGER
        })
      expect((await read(null)).events).toEqual([])
      for (const { run } of children) await store.runs.finish(sampleEnd(run.id), { erase: false })
      const page = await read(null)
      expect(page.events.map(({ recordIndex }) => recordIndex)).toEqual([0, 1, 2])
      const [one] = page.events
      const rest = await read(0, one?.position.delivery)
      expect(rest.events.map(({ recordIndex }) => recordIndex)).toEqual([1, 2])
      expect((await read(null, rest.position.delivery)).events).toEqual([])
    })
  })
}
