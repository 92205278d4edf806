import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

const work = (flowId: string, bytes = 1, order: string | null = null, atOnce: number | null = null) => ({
  subscription: { flowId, atOnce },
  bytes,
  order,
  since: 0
})
const limits = { slots: 8, works: 8, bytes: 800 }

test('slots go to flows in rotation, and no flow gets more than its share', () => {
  const lanes = createLanes({ limits, share: 1 / 4 })
  for (const id of ['a', 'a', 'a', 'b', 'b', 'c']) lanes.push(work(id))
  const taken = Array.from({ length: 6 }, () => lanes.take())
  expect(taken.map(each => each?.subscription.flowId)).toEqual(['a', 'b', 'c', 'a', 'b', undefined])
  expect(lanes.waits()).toBe(false)
  lanes.leave(work('a'), true)
  expect(lanes.take()?.subscription.flowId).toBe('a')
})

test('memory is bounded by entries and bytes, per flow and in total, until they have ended', () => {
  const lanes = createLanes({ limits, share: 1 / 4 })
  lanes.push(work('a', 200))
  expect(lanes.hasRoom('a')).toBe(false)
  lanes.take()
  expect(lanes.hasRoom('a')).toBe(false)
  expect(lanes.hasRoom('b')).toBe(true)
  lanes.leave(work('a', 200), true)
  expect(lanes.hasRoom('a')).toBe(true)
  for (const id of ['a', 'a', 'b', 'b', 'c', 'c', 'd']) lanes.push(work(id))
  expect(lanes.hasRoom('a')).toBe(false)
  expect(lanes.isLow('d', 1)).toBe(false)
  expect(lanes.isLow('d', 2)).toBe(true)
  lanes.push(work('d'))
  expect(lanes.hasRoom('e')).toBe(false)
})

test('a flow gets no more slots than it requests, as soon as it requests them', () => {
  const lanes = createLanes<ReturnType<typeof work>>({ limits, share: 1 / 2 })
  const asking = Array.from({ length: 4 }, () => work('a', 1, null, 2))
  for (const each of asking) lanes.push(each)
  const taken = [lanes.take(), lanes.take()]
  expect(lanes.take()).toBeUndefined()
  lanes.updateLimit({ flowId: 'a', atOnce: null })
  expect(lanes.take()).toBe(asking[2])
  lanes.updateLimit({ flowId: 'a', atOnce: 1 })
  expect(lanes.waits()).toBe(false)
  for (const each of [...taken, asking[2]]) if (each) lanes.leave(each, true)
  expect(lanes.take()).toBe(asking[3])
})

/**
 * Generator of the steps in a property test: work is pushed, work is taken, or running work ends (`leave`).
 */
const happening = fc.oneof(
  fc.record({ is: fc.constant('push' as const), flow: fc.constantFrom('a', 'b', 'c', 'd', 'e') }),
  fc.record({ is: fc.constant('take' as const) }),
  fc.record({ is: fc.constant('leave' as const), at: fc.nat(20) })
)

test('in any sequence no limit is exceeded and no flow waits for a slot longer than one round', () => {
  const asked: Record<string, number | null> = { a: null, b: 1, c: 2, d: null, e: 3 }
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 300 }), happenings => {
      const lanes = createLanes<ReturnType<typeof work>>({
        limits: { slots: 8, works: 1_000, bytes: 1_000 },
        share: 1 / 2
      })
      const running: ReturnType<typeof work>[] = []
      const waiting: ReturnType<typeof work>[] = []
      /**
       * Numbers of slots that other flows received while a flow could have used one. The keys are the flows
       * that waited.
       */
      const passedOver = new Map<string, number>()
      const slotsOf = (flow: string) => running.filter(each => each.subscription.flowId === flow).length
      const mayHave = (flow: string) =>
        waiting.some(each => each.subscription.flowId === flow) &&
        slotsOf(flow) < Math.min(4, asked[flow] ?? 4)
      for (const each of happenings) {
        if (each.is === 'push') {
          const pushed = work(each.flow, 1, null, asked[each.flow])
          lanes.push(pushed)
          waiting.push(pushed)
        } else if (each.is === 'leave') {
          const [left] = running.splice(each.at % Math.max(1, running.length), 1)
          if (left !== undefined) lanes.leave(left, true)
        } else {
          const taken = lanes.take()
          const could = Object.keys(asked).filter(mayHave)
          expect(taken === undefined).toBe(running.length === 8 || could.length === 0)
          if (taken === undefined) continue
          // Of one flow, the one that waited longest.
          expect(waiting.find(({ subscription }) => subscription.flowId === taken.subscription.flowId)).toBe(
            taken
          )
          waiting.splice(waiting.indexOf(taken), 1)
          running.push(taken)
          passedOver.delete(taken.subscription.flowId)
          for (const flow of could.filter(other => other !== taken.subscription.flowId)) {
            passedOver.set(flow, (passedOver.get(flow) ?? 0) + 1)
          }
        }
        for (const flow of [...passedOver.keys()]) if (!mayHave(flow)) passedOver.delete(flow)
        expect(Math.max(0, ...passedOver.values())).toBeLessThan(Object.keys(asked).length)
      }
    }),
    { numRuns: 500 }
  )
})

describe('an order key of the lanes', () => {
  const ordered = (order: string) => work('a', 1, order)
  const open = () => createLanes<ReturnType<typeof work>>({ limits, share: 1 })

  test('lets one entry through at a time, in the order of arrival, and does not delay other keys', () => {
    const lanes = open()
    const [first, second, third] = [ordered('x'), ordered('x'), ordered('x')]
    const other = ordered('y')
    for (const each of [first, second, third, other]) lanes.push(each)
    expect(lanes.take()).toBe(first)
    expect(lanes.take()).toBe(other)
    expect(lanes.take()).toBeUndefined()
    lanes.leave(first, true)
    expect(lanes.take()).toBe(second)
    expect(lanes.take()).toBeUndefined()
    lanes.leave(second, true)
    lanes.leave(other, true)
    expect(lanes.take()).toBe(third)
  })

  test('stays locked while its entry pauses, until that has ended', () => {
    const lanes = open()
    const [first, second] = [ordered('x'), ordered('x')]
    lanes.push(first)
    lanes.push(second)
    expect(lanes.take()).toBe(first)
    lanes.leave(first, false)
    expect(lanes.take()).toBeUndefined()
    lanes.push(first)
    expect(lanes.take()).toBe(first)
    lanes.leave(first, true)
    expect(lanes.take()).toBe(second)
  })

  test('frees the room of its entries for other keys when it is put on hold', () => {
    const lanes = createLanes({ limits, share: 1 / 4 })
    const [mine, second, theirs] = [work('a', 100, 'x'), work('a', 100, 'x'), work('b', 1, 'x')]
    for (const each of [mine, second, theirs]) lanes.push(each)
    expect(lanes.take()).toBe(mine)
    expect(lanes.hasRoom('a')).toBe(false)
    expect(lanes.leaveWaiting(mine)).toEqual([second, theirs])
    expect(lanes.hasRoom('a')).toBe(true)
    expect(lanes.take()).toBeUndefined()
    // Whoever keeps others away from the order says when that is over: the next one has its turn at once.
    const next = work('a', 1, 'x')
    lanes.push(next)
    expect(lanes.take()).toBe(next)
  })

  test('applies across flows, and its waiting entries count as waiting', () => {
    const lanes = createLanes({ limits, share: 1 / 4 })
    const [mine, theirs] = [work('a', 1, 'x'), work('b', 1, 'x')]
    lanes.push(mine)
    lanes.push(theirs)
    lanes.push(work('b', 1, 'x'))
    expect(lanes.hasRoom('b')).toBe(false)
    expect(lanes.take()).toBe(mine)
    lanes.leave(mine, true)
    expect(lanes.take()).toBe(theirs)
    expect(lanes.take()).toBeUndefined()
  })
})

// review: cores A13
test('slots remain for a fast flow, however many slow flows there are', () => {
  let now = 0
  const reserving = {
    limits: { slots: 8, works: 100, bytes: 1_000 },
    share: 1 / 2,
    reserved: 2,
    clock: () => now
  }
  const lanes = createLanes<ReturnType<typeof work>>(reserving)
  const slow = ['a', 'b', 'c', 'd']
  for (const flow of slow) for (let at = 0; at < 6; at++) lanes.push(work(flow))
  const takeAll = () => {
    const taken: string[] = []
    for (let next = lanes.take(); next !== undefined; next = lanes.take())
      taken.push(next.subscription.flowId)
    return taken
  }
  expect(takeAll()).toHaveLength(8)
  lanes.push(work('quick'))
  expect(takeAll()).toEqual([])
  // Two of the slow ones hold the reserved slots: after a second they count no longer.
  now = 1_001
  expect(takeAll()).toContain('quick')
  for (let second = 2; second < 9; second++) {
    now = second * 1_001
    takeAll()
  }
  lanes.push(work('late'))
  expect(takeAll()).toEqual(['late'])
})
