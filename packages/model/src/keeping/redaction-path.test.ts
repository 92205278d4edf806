import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isReservedName } from '../kernel/ids.ts'
import { KeepingRules } from './keeping-rules.ts'
import { RedactionPaths, readRedactionPath, writeRedactionPath } from './redaction-path.ts'

describe('a redacted place', () => {
  test.each([
    ['body.user.ssn', { in: 'body', way: ['user', 'ssn'] }],
    ['  body.cards[*].number ', { in: 'body', way: ['cards', { every: 'item' }, 'number'] }],
    ['body["a.b"][0].*', { in: 'body', way: ['a.b', 0, { every: 'value' }] }],
    ['headers.x-api-key', { in: 'headers', way: ['x-api-key'] }],
    ['query.token', { in: 'query', way: ['token'] }],
    ['body', { in: 'body', way: [] }]
  ])('is parsed from %j', (text, path) => {
    expect(readRedactionPath(text)).toEqual(path)
  })

  test.each([
    '',
    'ssn',
    'bodyguard',
    'body.',
    'body..a',
    'body[',
    'body.a b',
    'body.__proto__',
    'body["\\x"]'
  ])('is not parsed from %j', text => {
    expect(readRedactionPath(text)).toBeNull()
    expect(RedactionPaths.safeParse([text]).success).toBe(false)
  })

  test('is parsed back from its text', () => {
    const name = fc.string({ minLength: 1, maxLength: 12 }).filter(text => !isReservedName(text))
    const into = fc.oneof(
      name,
      fc.nat(999_999),
      fc.constantFrom({ every: 'item' } as const, { every: 'value' } as const)
    )
    const root = fc.constantFrom('body' as const, 'headers' as const, 'query' as const)
    fc.assert(
      fc.property(fc.record({ in: root, way: fc.array(into, { maxLength: 6 }) }), path => {
        expect(readRedactionPath(writeRedactionPath(path))).toEqual(path)
      })
    )
  })

  test('is listed once, in any notation', () => {
    expect(RedactionPaths.parse(['body.a', ' body["a"]', 'query.a'])).toEqual(['body.a', 'query.a'])
  })
})

test('values are stored no longer than their history, which is stored for at least a week', () => {
  const rules = { payloadDays: 30, metadataDays: 30, redaction: [] }
  expect(KeepingRules.parse(rules)).toEqual(rules)
  expect(KeepingRules.safeParse({ ...rules, payloadDays: 31 }).success).toBe(false)
  expect(KeepingRules.safeParse({ ...rules, payloadDays: 1, metadataDays: 6 }).success).toBe(false)
})
