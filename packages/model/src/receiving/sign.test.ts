import { expect, test } from 'vitest'
import { textOf } from '../kernel/text-bytes.ts'
import { headerOf } from './arriving.ts'
import { readKeys } from './keys.ts'
import { nodeCryptography } from './node-cryptography.ts'
import type { Receiving } from './receiving.ts'
import { readRules } from './rules.ts'
import { signRequest } from './sign.ts'
import { now, request, rulesWith, scheme } from './testing/request.ts'

const sign = (receiving: Receiving, params: Parameters<typeof request>[0], texts: string[] = ['secret']) => {
  const keys = readKeys(receiving, { s: texts })
  return signRequest(readRules(receiving), request(params), { keys, now, cryptography: nodeCryptography })
}

test('rules without a scheme leave a request unchanged', () => {
  expect(sign(rulesWith({}), { body: 'x' })).toEqual(request({ body: 'x' }))
})

test('a missing part is named', () => {
  expect(sign(rulesWith({ verify: [scheme()] }), {}, [])).toEqual({ missing: 'a key' })
  expect(sign(rulesWith({ verify: [scheme({ content: '{header.webhook-id}.{body}' })] }), {})).toEqual({
    missing: 'header.webhook-id'
  })
})

test('several keys make several signatures if the scheme allows it, and otherwise one', () => {
  const { signature } = scheme()
  const valueWith = (split: '' | ','): string => {
    const made = sign(rulesWith({ verify: [scheme({ signature: { ...signature, split } })] }), {}, ['a', 'b'])
    return 'missing' in made ? '' : String(headerOf(made.headers, 'x-signature'))
  }
  expect(valueWith(',').split(',')).toHaveLength(2)
  expect(valueWith('')).toMatch(/^sha256=[0-9a-f]{64}$/)
})

test('an existing header is replaced, not repeated', () => {
  const made = sign(rulesWith({ verify: [scheme()] }), { headers: [['x-signature', 'old']] })
  expect(
    'missing' in made ? null : made.headers.filter(line => line.toLowerCase() === 'x-signature')
  ).toHaveLength(1)
})

test('a time and a signature can be in the body, where a number stays a number', () => {
  const receiving = rulesWith({
    verify: [
      scheme({
        content: '{json.sign.at}',
        signature: { from: 'json', name: 'sign.it', split: '', prefix: '', encoding: 'hex' },
        time: { from: 'json', name: 'sign.at', unit: 'ms', toleranceSeconds: 60 }
      })
    ]
  })
  const made = sign(receiving, { body: '{"a":[1],"sign":{"at":0}}' })
  expect('missing' in made ? null : JSON.parse(textOf(made.body) ?? '')).toEqual({
    a: [1],
    sign: { at: now, it: expect.stringMatching(/^[0-9a-f]{64}$/) }
  })
})
