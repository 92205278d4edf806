import { type SubscriptionStatus, takesDeliveries } from '@hookwright/model'
import { expect, test } from 'vitest'
import { isOn } from './is-on.ts'

const statuses: SubscriptionStatus[] = [
  { is: 'registering' },
  { is: 'on' },
  { is: 'paused' },
  { is: 'deregistering' },
  { is: 'ended', how: 'turned-off' },
  { is: 'ended', how: 'refused' }
]

test.each(statuses)('a flow whose subscription is $is is on exactly when that accepts deliveries', status => {
  expect(isOn({ subscription: { status } })).toBe(takesDeliveries(status))
})

test('a flow that was never turned on is off', () => {
  expect(isOn({ subscription: null })).toBe(false)
})
