import { expect, test } from 'vitest'
import { createPendingNotifications, MOST_IDS } from './pending-notifications.ts'

test('pending notifications name each changed thing once, by topic', () => {
  const told = createPendingNotifications()
  told.add('runs', 'a')
  told.add('flows', 'a')
  told.add('runs', 'b')
  told.add('runs', 'a')
  expect(told.isEmpty()).toBe(false)
  expect(told.take()).toEqual([
    { topic: 'runs', ids: ['a', 'b'] },
    { topic: 'flows', ids: ['a'] }
  ])
})

test('pending notifications are empty after they were taken', () => {
  const told = createPendingNotifications()
  told.add('runs', 'a')
  told.take()
  expect(told.isEmpty()).toBe(true)
  expect(told.take()).toEqual([])
})

test.each([
  [MOST_IDS, MOST_IDS],
  [MOST_IDS + 1, 0],
  [MOST_IDS * 10, 0]
])('of %i things of a topic %i are named, none meaning all', (things, named) => {
  const told = createPendingNotifications()
  for (let at = 0; at < things; at += 1) told.add('deliveries', `id ${at}`)
  expect(told.take()).toEqual([{ topic: 'deliveries', ids: expect.objectContaining({ length: named }) }])
})
