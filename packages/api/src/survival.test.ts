import { expect, test } from 'vitest'
import { survivalOf } from './survival.ts'

const delivery = { id: 'delivery', receivedAt: 20 }
const subscription = { id: 'subscription', wanted: true, startedAt: 10, status: { is: 'on' as const } }

test('a start after an answered event finds it and the registration', () => {
  expect(survivalOf(30, delivery, [subscription])).toEqual({
    startedAt: 30,
    deliveryId: 'delivery',
    receivedAt: 20,
    subscriptionId: 'subscription',
    registeredAt: 10
  })
})

test('nothing is proved without an event and a registration, or by one newer than the start', () => {
  expect(survivalOf(30, undefined, [subscription])).toBeNull()
  expect(survivalOf(30, delivery, [])).toBeNull()
  expect(survivalOf(30, delivery, [{ ...subscription, wanted: false }])).toBeNull()
  expect(survivalOf(30, delivery, [{ ...subscription, startedAt: 40 }])).toBeNull()
})
