import { expect, test } from 'vitest'
import { createPendingNotifications, MOST_IDS } from './pending-notifications.ts'

test('tells of each thing once, by topic', () => {
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

test('has nothing more to tell once it was taken', () => {
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
])('of %i things of a topic names %i, none meaning all', (things, named) => {
  const told = createPendingNotifications()
  for (let at = 0; at < things; at += 1) told.add('deliveries', `id ${at}`)
  expect(told.take()).toEqual([{ topic: 'deliveries', ids: expect.objectContaining({ length: named }) }])
})
