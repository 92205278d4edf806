import { judge, practiceRules, readKeys, readRules } from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { expect, test } from 'vitest'
import type { Delivery } from './delivery.ts'
import { saidIn } from './said-in.ts'

const now = 1_790_000_000_000
const rules = practiceRules({ from: 'generated', decode: 'text' })

const delivery: Delivery = {
  id: 'evt_1',
  eventType: 'user.created',
  subscriptionId: 'sub_1',
  url: 'http://127.0.0.1/e/token',
  body: '{"type":"user.created"}',
  secret: 'the secret of the subscription',
  spoken: null,
  late: 0,
  attempts: 0,
  sentAt: now,
  outcome: { kind: 'open' }
}

test('what it says itself is let in by the rules that makers are offered for it, and no other key is', () => {
  const { method, url, headers, body } = saidIn(delivery, now)
  const judged = (secret: string) =>
    judge(
      readRules(rules),
      {
        method,
        eventUrl: url,
        query: '',
        headers: headers.flat(),
        body: new TextEncoder().encode(body ?? '')
      },
      {
        keys: readKeys(rules, { signature: [secret] }),
        now,
        cryptography: nodeCryptography,
        phase: 'live',
        captured: []
      }
    )
  expect(judged(delivery.secret).is).toBe('accepted')
  expect(judged('another').is).toBe('refused')
})
