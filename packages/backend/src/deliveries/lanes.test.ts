import { expect, test } from 'vitest'
import { createLanes } from './lanes.ts'

const work = (id: string, bytes = 1) => ({ live: { id }, bytes })
const limits = { slots: 8, works: 8, bytes: 800 }

test('slots go to subscriptions in turn, and to none more than its share', () => {
  const lanes = createLanes({ limits, share: 1 / 4 })
  for (const id of ['a', 'a', 'a', 'b', 'b', 'c']) lanes.push(work(id))
  const taken = Array.from({ length: 6 }, () => lanes.take())
  expect(taken.map(each => each?.live.id)).toEqual(['a', 'b', 'c', 'a', 'b', undefined])
  expect(lanes.waits()).toBe(false)
  lanes.leave(work('a'))
  expect(lanes.take()?.live.id).toBe('a')
})

test('room is bounded by works and by bytes, for one and for all, until they have ended', () => {
  const lanes = createLanes({ limits, share: 1 / 4 })
  lanes.push(work('a', 200))
  expect(lanes.hasRoom('a')).toBe(false)
  lanes.take()
  expect(lanes.hasRoom('a')).toBe(false)
  expect(lanes.hasRoom('b')).toBe(true)
  lanes.leave(work('a', 200))
  expect(lanes.hasRoom('a')).toBe(true)
  for (const id of ['a', 'a', 'b', 'b', 'c', 'c', 'd']) lanes.push(work(id))
  expect(lanes.hasRoom('a')).toBe(false)
  expect(lanes.isLow('d', 1)).toBe(false)
  expect(lanes.isLow('d', 2)).toBe(true)
  lanes.push(work('d'))
  expect(lanes.hasRoom('e')).toBe(false)
})
