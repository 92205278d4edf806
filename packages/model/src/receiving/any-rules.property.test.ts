import fc from 'fast-check'
import { expect, test } from 'vitest'
import { explain } from './explain.ts'
import { type Judging, judge, recordIdOf } from './judge.ts'
import { readKeys } from './keys.ts'
import { nodeCryptography } from './node-cryptography.ts'
import { problemsOfReceiving } from './problems.ts'
import { proofOf } from './proof.ts'
import { Receiving } from './receiving.ts'
import { readRules } from './rules.ts'
import { signRequest } from './sign.ts'
import { anyReceiving } from './testing/any-receiving.ts'
import { now, request } from './testing/request.ts'
import { times } from './testing/times.ts'

const body = fc.oneof(
  fc.constantFrom('', '{"a":{"b":1}}', '{"a":[{"b":"x"},{"b":"x"}]}', 'a=1&a=2', '<a><A>1</A></a>', '{'),
  fc.string(),
  fc.uint8Array({ maxLength: 20 })
)
const anyRequest = fc
  .record({
    method: fc.constantFrom('POST', 'GET', 'HEAD', 'OPTIONS', 'DELETE'),
    query: fc.oneof(fc.constantFrom('', 'a=1', 'a=1&a=2', '%'), fc.string()),
    headers: fc.array(
      fc.tuple(
        fc.constantFrom('X-Signature', 'x-a', 'Content-Type', 'x-a-1'),
        fc.oneof(
          fc.constantFrom(
            'v1=ab',
            'Bearer a.b.c',
            'application/x-www-form-urlencoded',
            'https://a.acme.example'
          ),
          fc.string()
        )
      ),
      { maxLength: 4 }
    ),
    body
  })
  .map(request)

const judgingOf = (receiving: Receiving, phase: Judging['phase'], keys: string[]): Judging => ({
  keys: readKeys(receiving, { s: keys, t: keys, h: keys, i: keys }),
  now,
  cryptography: nodeCryptography,
  phase,
  captured: [],
  fetched: () => ['-----BEGIN CERTIFICATE-----nonsense', '{"keys":[{"kid":"a"},1]}']
})

const phase = fc.constantFrom('registering', 'live')
const keys = fc.constantFrom<string[]>([], ['secret'], ['', 'other'])

test('no rules and no request make the judge throw', () => {
  fc.assert(
    fc.property(anyReceiving, anyRequest, phase, keys, (receiving, arriving, when, texts) => {
      expect(Receiving.parse(receiving)).toEqual(receiving)
      const rules = readRules(receiving)
      const params = judgingOf(receiving, when, texts)
      expect(['accepted', 'filtered', 'handshake', 'refused', 'fetch']).toContain(
        judge(rules, arriving, params).is
      )
      for (const { says } of explain(rules, arriving, params)) expect(says).toMatch(/\.$/)
      for (const { message } of problemsOfReceiving(receiving)) expect(message).toMatch(/\.$/)
      expect(['none', 'token', 'content']).toContain(proofOf(receiving))
      recordIdOf(rules, { a: 1 }, nodeCryptography)
      signRequest(rules, arriving, { ...params, now })
    }),
    times(200)
  )
})

test('rules with a scheme accept nothing without a key', () => {
  const signed = anyReceiving.filter(({ verify }) => verify.length > 0)
  fc.assert(
    fc.property(signed, anyRequest, phase, (receiving, arriving, when) => {
      const verdict = judge(readRules(receiving), arriving, judgingOf(receiving, when, []))
      expect(['accepted', 'filtered']).not.toContain(verdict.is)
    }),
    times(200)
  )
})
