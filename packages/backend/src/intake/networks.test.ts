import { expect, test } from 'vitest'
import { createNetworks } from './networks.ts'

test('each network has a burst and a rate of its own', () => {
  const networks = createNetworks({ perSecond: 1, burst: 2 })
  expect([0, 0, 0].map(now => networks.take('one', now))).toEqual([null, null, 1])
  expect(networks.take('other', 0)).toBeNull()
  expect(networks.take('one', 1_000)).toBeNull()
})

test('a rate of 0 means no limit', () => {
  const networks = createNetworks({ perSecond: 0, burst: 1 })
  expect([0, 0, 0].map(now => networks.take('one', now))).toEqual([null, null, null])
})

test('ten thousand networks are tracked, and beyond that the oldest is dropped', () => {
  const networks = createNetworks({ perSecond: 1, burst: 1 })
  expect(networks.take('first', 0)).toBeNull()
  for (let n = 1; n < 10_000; n++) networks.take(`network ${n}`, 0)
  expect(networks.take('first', 0)).toBe(1)
  for (let n = 0; n <= 10_000; n++) networks.take(`other network ${n}`, 0)
  expect(networks.take('first', 0)).toBeNull()
})
