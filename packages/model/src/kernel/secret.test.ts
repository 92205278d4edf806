import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from './secret.ts'

const value = 'hunter2-Zz9'
const secret = new Secret(value)

test('a secret reveals its value on request', () => {
  expect(secret.reveal()).toBe(value)
})

test.each<[string, () => string]>([
  ['String', () => String(secret)],
  ['a template', () => `${secret}`],
  ['JSON', () => JSON.stringify({ secret, list: [secret] })],
  ['inspect', () => inspect(secret)],
  [
    'inspect inside an object, hidden things shown',
    () => inspect({ a: { secret } }, { showHidden: true, depth: 9 })
  ],
  ['a log line', () => format('%s %o %j %O', secret, secret, secret, secret)],
  ['a join', () => [secret, secret].join()],
  ['its keys', () => JSON.stringify([Object.keys(secret), Object.entries(secret), { ...secret }])],
  ['a clone', () => inspect(structuredClone({ ...secret }))],
  ['an error', () => inspect(new Error(`failed with ${secret}`, { cause: secret }))]
])('a secret never prints through %s', (_, print) => {
  expect(print()).not.toContain(value)
  expect(print()).not.toContain('hunter2')
})

test('a secret is shown as dots', () => {
  expect(`${secret}`).toBe('•••')
  expect(JSON.stringify(secret)).toBe('"•••"')
  expect(inspect(secret)).toBe('Secret(•••)')
})
