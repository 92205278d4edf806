import { expect, test } from 'vitest'
import { createWorkInProgress } from '../kernel/work-in-progress.ts'
import { createQueue } from './queue.ts'
import { type FinishedPrologue, type QueuedWork, workOf } from './queued-work.ts'

/**
 * Creates a queue that starts runs only when the test calls `nextTurn`, in place of the event loop. The runs
 * never end, and starting each takes `takesMs` milliseconds.
 */
const stand = (takesMs = 0) => {
  let now = 0
  const soon: (() => void)[] = []
  const begun: QueuedWork[] = []
  const queue = createQueue({
    effects: { soon: act => void soon.push(act), clock: () => now },
    underWay: createWorkInProgress({ after: () => () => {} }),
    locks: { isLocked: () => false },
    gate: { note: () => {}, refuses: () => false },
    fullOrders: { refuses: () => false, forget: () => {} }
  })
  queue.start(work => {
    begun.push(work)
    now += takesMs
    return new Promise(() => {})
  })
  const nextTurn = (): number => {
    const before = begun.length
    for (const act of soon.splice(0)) act()
    return begun.length - before
  }
  return { queue, nextTurn }
}

/** Returns a delivery whose records have queued runs, for a flow without a concurrency limit. */
const spread = (id: number): FinishedPrologue => ({
  subscription: { flowId: 'flow', atOnce: null } as unknown as FinishedPrologue['subscription'],
  deliveryId: `delivery-${id}`,
  orderKey: null
})

test('24 runs begin in one turn of the event loop, and the others in the next ones', () => {
  const { queue, nextTurn } = stand()
  for (let id = 0; id < 50; id++) expect(queue.add(workOf(spread(id)))).toBe(true)
  expect(Array.from({ length: 4 }, nextTurn)).toEqual([24, 24, 2, 0])
})

// review: security H3
test('runs that take long yield to the event loop after 4 ms', () => {
  const { queue, nextTurn } = stand(3)
  for (let id = 0; id < 5; id++) queue.add(workOf(spread(id)))
  expect(Array.from({ length: 4 }, nextTurn)).toEqual([2, 2, 1, 0])
})

test('a queued delivery that is taken is not queued again until it is released', () => {
  const { queue, nextTurn } = stand()
  const work = workOf(spread(1))
  expect(queue.add(work)).toBe(true)
  expect(queue.add(work)).toBe(true)
  expect(nextTurn()).toBe(1)
  expect(queue.hasTaken(work)).toBe(true)
  expect(queue.take(work)).toBe(false)
  queue.release(work)
  expect(queue.take(work)).toBe(true)
})
