import { expect, test } from 'vitest'
import { createWorkInProgress } from '../kernel/work-in-progress.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { createFullOrders, type FullOrders } from './full-orders.ts'
import { type QueuedWork, type Task, workOf } from './queued-work.ts'

const subscription = {
  id: 'subscription',
  flowId: 'flow',
  status: { is: 'on' }
} as unknown as Task['subscription']

/** Returns event number `at` among the events with the same order key, as stored. */
const waitingEvent = (at: number): Omit<Task, 'subscription'> =>
  ({
    delivery: { id: `delivery-${at}`, subscriptionId: subscription.id, orderKey: 'key' },
    arrival: { method: 'POST', query: '', headers: [], body: new Uint8Array() },
    hasBegun: false
  }) as unknown as Omit<Task, 'subscription'>

const workAt = (at: number): QueuedWork => workOf({ ...waitingEvent(at), subscription })

/**
 * Creates the tracking of an order key with more events than fit in memory. `readPage` returns the events
 * that wait in the store.
 */
const stand = (readPage: (orders: FullOrders) => Omit<Task, 'subscription'>[]) => {
  const queued: string[] = []
  const rests: (() => void)[] = []
  const memory = { room: Number.POSITIVE_INFINITY }
  const orders: FullOrders = createFullOrders({
    store: { deliveries: { waiting: async () => readPage(orders) } } as unknown as Parameters<
      typeof createFullOrders
    >[0]['store'],
    effects: { log: () => {} },
    subscriptionCache: { byId: async () => subscription } as Pick<SubscriptionCache, 'byId'>,
    underWay: createWorkInProgress({
      after: (_, act) => {
        rests.push(act)
        return () => {}
      }
    })
  })
  const add = (work: QueuedWork): boolean => {
    if (orders.refuses(work, queued.length)) return true
    if (queued.length >= memory.room) return false
    queued.push(work.deliveryId)
    return true
  }
  expect(orders.refuses(workAt(101), 100)).toBe(true)
  const rest = (): void => {
    for (const act of rests.splice(0)) act()
  }
  return { orders, add, queued, memory, rest }
}

/** Waits for one turn of the event loop. */
const nextTurn = () => new Promise(resolve => setImmediate(resolve))

// review: dispatch 2
test('an event that arrives during a read of the backlog is queued behind it and delays none of it', async () => {
  const stored = [101, 102, 103]
  let reads = 0
  const { orders, add, queued } = stand(params => {
    const page = stored.map(waitingEvent)
    if (reads++ === 0) {
      stored.push(104)
      expect(params.refuses(workAt(104), 0)).toBe(true)
    }
    return page.filter(({ delivery }) => !queued.includes(delivery.id))
  })
  orders.fetchBehind(workAt(100), 0, add)
  await nextTurn()
  expect(queued).toEqual([101, 102, 103, 104].map(at => `delivery-${at}`))
  expect(orders.refuses(workAt(105), queued.length)).toBe(false)
})

// review: dispatch 3
test('events that do not fit in memory are queued once there is room, before newer ones', async () => {
  const stored = [101, 102, 103]
  const { orders, add, queued, memory, rest } = stand(() =>
    stored.map(waitingEvent).filter(({ delivery }) => !queued.includes(delivery.id))
  )
  memory.room = 1
  orders.fetchBehind(workAt(100), 0, add)
  await nextTurn()
  expect(queued).toEqual(['delivery-101'])
  expect(orders.refuses(workAt(104), 0)).toBe(true)
  stored.push(104)
  memory.room = 4
  rest()
  await nextTurn()
  expect(queued).toEqual([101, 102, 103, 104].map(at => `delivery-${at}`))
  expect(orders.refuses(workAt(105), queued.length)).toBe(false)
})
