import { judge, practiceRules, readKeys, readRules } from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { expect, test } from 'vitest'
import type { Delivery } from './delivery.ts'
import { signedRequest } from './signed-request.ts'

const now = 1_790_000_000_000
const rules = practiceRules({ from: 'generated', decode: 'text' })

const delivery: Delivery = {
  id: 'a delivery',
  eventType: 'user.created',
  subscriptionId: 'sub_1',
  url: 'http://127.0.0.1/e/token',
  body: '{"id":"evt_1","type":"user.created"}',
  secret: 'the secret of the subscription',
  spoken: null,
  late: 0,
  attempts: 0,
  sentAt: now,
  outcome: { kind: 'open' }
}

const judged = (said: Delivery, secret: string) => {
  const { method, url, headers, body } = signedRequest(said, now)
  const text = new TextEncoder().encode(body ?? '')
  const request = { method, eventUrl: url, query: '', headers: headers.flat(), body: text }
  return judge(readRules(rules), request, {
    keys: readKeys(rules, { signature: [secret] }),
    now,
    cryptography: nodeCryptography,
    phase: 'live',
    captured: []
  })
}

test('its requests are accepted by its offered rules with its key, and with no other key', () => {
  expect(judged(delivery, delivery.secret).is).toBe('accepted')
  expect(judged(delivery, 'another').is).toBe('refused')
})

test('its rules give one event the same id in every subscription and every attempt', () => {
  const { body, secret } = delivery
  const idOf = (said: Delivery) => {
    const verdict = judged(said, secret)
    return verdict.is === 'accepted' ? verdict.deliveryId : null
  }
  const first = idOf(delivery)
  expect(first).not.toBeNull()
  expect(idOf({ ...delivery, id: 'another delivery', subscriptionId: 'sub_2' })).toBe(first)
  expect(idOf({ ...delivery, body: body.replace('evt_1', 'evt_2') })).not.toBe(first)
})
