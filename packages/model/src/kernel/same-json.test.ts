import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyJson } from '../testing/any-value.ts'
import { sameJson } from './same-json.ts'

test('a value equals its copy, with keys in any order', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, turned(inner)])
        .toReversed()
    )
  }
  fc.assert(
    fc.property(anyJson, value => {
      expect(sameJson(value, turned(value))).toBe(true)
    })
  )
})

test('two values are equal exactly if their texts with sorted keys are', () => {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted)
    if (typeof value !== 'object' || value === null) return value
    // Under a key of its own, so that an object without keys does not look like an empty list.
    return {
      entries: Object.entries(value)
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, inner]) => ({ key, inner: sorted(inner) }))
    }
  }
  fc.assert(
    fc.property(anyJson, anyJson, (one, other) => {
      expect(sameJson(one, other)).toBe(JSON.stringify(sorted(one)) === JSON.stringify(sorted(other)))
    })
  )
})

test.each([
  [[], {}],
  [{ a: undefined }, { b: undefined }],
  [{}, null],
  [1, '1'],
  [{ toString: 1 }, {}]
])('%j is not %j', (one, other) => {
  expect(sameJson(one, other)).toBe(false)
  expect(sameJson(other, one)).toBe(false)
})
