import { describe, expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

const work = (id: string, bytes = 1, order: string | null = null) => ({ live: { id }, bytes, order })
const limits = { slots: 8, works: 8, bytes: 800 }

test('slots go to subscriptions in turn, and to none more than its share', () => {
  const lanes = createLanes({ limits, share: 1 / 4 })
  for (const id of ['a', 'a', 'a', 'b', 'b', 'c']) lanes.push(work(id))
  const taken = Array.from({ length: 6 }, () => lanes.take())
  expect(taken.map(each => each?.live.id)).toEqual(['a', 'b', 'c', 'a', 'b', undefined])
  expect(lanes.waits()).toBe(false)
  lanes.leave(work('a'), true)
  expect(lanes.take()?.live.id).toBe('a')
})

test('room is bounded by works and by bytes, for one and for all, until they have ended', () => {
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

describe('an order', () => {
  const ordered = (order: string) => work('a', 1, order)
  const open = () => createLanes<ReturnType<typeof work>>({ limits, share: 1 })

  test('lets one through at a time, in the order in which they came, and holds up no other', () => {
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

  test('is held by one that rests until it has ended', () => {
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

  test('goes across subscriptions, and those that wait for it count as waiting', () => {
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
