import { createHmac } from 'node:crypto'
import { blankReceiving, type Receiving, type Scheme } from '@hookwright/model'
import { nodeCryptography } from '@hookwright/model/node-cryptography'
import { expect, test } from 'vitest'
import { createTester, type Trial } from './tester.ts'

const noSubscriptions = { known: async () => [] }
const noDeliveries = {
  deliveries: {
    samples: () => {
      throw new Error('Rules are tried without looking at deliveries.')
    }
  }
}

const now = 1_800_000_000_000

const scheme: Scheme = {
  id: 'sign',
  algorithm: 'hmac-sha256',
  key: { from: 'connection', field: 'secret', decode: 'text' },
  content: '{header.x-time}.{body}',
  signature: { from: 'header', name: 'X-Signature', split: '', prefix: '', encoding: 'hex' },
  time: { from: 'header', name: 'X-Time', unit: 's', toleranceSeconds: 300 },
  also: []
}
const receiving: Receiving = { ...blankReceiving, verify: [scheme] }

const body = Buffer.from('{"id":7}')
const signedAt = (seconds: number): Trial['arriving'] => ({
  method: 'POST',
  eventUrl: '',
  query: '',
  headers: [
    'X-Time',
    String(seconds),
    'X-Signature',
    createHmac('sha256', 'open sesame').update(`${seconds}.`).update(body).digest('hex')
  ],
  body
})

const tester = createTester({
  store: { ...noDeliveries, subscriptions: noSubscriptions },
  effects: { clock: () => now, cryptography: nodeCryptography },
  matched: { of: () => ({}) }
})

const verdictOf = (trial: Partial<Trial>): string | undefined =>
  tester
    .explain({
      receiving,
      arriving: signedAt(now / 1000),
      keys: { sign: ['open sesame'] },
      at: null,
      phase: 'live',
      ...trial
    })
    .at(-1)?.says

test('a request that was signed with the typed key is accepted', () => {
  expect(verdictOf({})).toBe('The request is accepted and starts the flow.')
  expect(verdictOf({ keys: { sign: ['another'] } })).toContain('The request is refused with status 401.')
  expect(verdictOf({ keys: {} })).toContain('No key is available')
})

test('an old delivery is checked with the time of its arrival', () => {
  const then = now / 1000 - 86_400
  expect(verdictOf({ arriving: signedAt(then) })).toContain(
    'its time is 86400 s behind the clock of this server'
  )
  expect(verdictOf({ arriving: signedAt(then), at: then * 1000 })).toBe(
    'The request is accepted and starts the flow.'
  )
})
