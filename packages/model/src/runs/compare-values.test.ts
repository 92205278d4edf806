import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJsonObject } from '../kernel/json.ts'
import { sameJson } from '../kernel/same-json.ts'
import { anyJson } from '../testing/any-value.ts'
import { differencesOf, type ValueDifference } from './compare-values.ts'

/** Arbitrary pairs of values, often the same value with a change inside. */
const pairs = fc.oneof(
  fc.tuple(anyJson, anyJson),
  fc
    .tuple(fc.array(anyJson), fc.array(anyJson), anyJson)
    .map(([items, others, more]) => [{ items, more }, { items: [...items, ...others] }]),
  fc
    .tuple(fc.dictionary(fc.string(), anyJson), fc.dictionary(fc.string(), anyJson))
    .map(([one, other]) => [one, { ...one, ...other }])
)

/** Applies one difference to a value. */
const withDifference = (value: unknown, difference: ValueDifference, depth = 0): unknown => {
  const part = difference.at[depth]
  if (part === undefined) return difference.is === 'only-old' ? undefined : difference.next
  const inner = Array.isArray(value)
    ? value[Number(part)]
    : isJsonObject(value) && Object.hasOwn(value, part)
      ? value[part]
      : undefined
  const next = withDifference(inner, difference, depth + 1)
  const isGone = difference.is === 'only-old' && depth === difference.at.length - 1
  if (Array.isArray(value)) {
    return isGone ? value.toSpliced(Number(part), 1) : value.toSpliced(Number(part), 1, next)
  }
  const entries = Object.entries(isJsonObject(value) ? value : {}).filter(([key]) => key !== part)
  return Object.fromEntries(isGone ? entries : [...entries, [part, next]])
}

/** Applies all differences to a value. Removes list items from the end, so that indexes stay valid. */
const applied = (value: unknown, differences: ValueDifference[]): unknown =>
  [
    ...differences.filter(({ is }) => is !== 'only-old'),
    ...differences.filter(({ is }) => is === 'only-old').toReversed()
  ].reduce((now: unknown, difference) => withDifference(now, difference), value)

const turned = (difference: ValueDifference): ValueDifference => {
  const { at } = difference
  switch (difference.is) {
    case 'changed':
      return { at, is: 'changed', old: difference.next, next: difference.old }
    case 'only-old':
      return { at, is: 'only-next', next: difference.old }
    case 'only-next':
      return { at, is: 'only-old', old: difference.next }
  }
}

const sortedByPlace = (differences: ValueDifference[]): ValueDifference[] =>
  differences.toSorted((one, other) => (JSON.stringify(one.at) < JSON.stringify(other.at) ? -1 : 1))

test('a value has no difference from its copy, and values without a difference are equal', () => {
  fc.assert(
    fc.property(pairs, ([one, other]) => {
      expect(differencesOf(one, structuredClone(one))).toEqual([])
      expect(differencesOf(one, other).length === 0).toBe(sameJson(one, other))
    })
  )
})

test('applying the differences to the old value gives the new one', () => {
  fc.assert(
    fc.property(pairs, ([one, other]) => {
      expect(sameJson(applied(one, differencesOf(one, other)), other)).toBe(true)
    })
  )
})

test('swapped values have the inverse differences', () => {
  fc.assert(
    fc.property(pairs, ([one, other]) => {
      expect(sortedByPlace(differencesOf(one, other).map(turned))).toEqual(
        sortedByPlace(differencesOf(other, one))
      )
    })
  )
})

test('each place is listed separately, at any depth', () => {
  const old = { user: { id: 42, name: 'Mira', tags: ['new', 'paid', 'eu'] }, at: null, gone: true }
  const next = { user: { id: 42, name: 'Noa', tags: ['new', 'free'] }, at: [], come: {} }
  expect(differencesOf(old, next)).toEqual([
    { at: ['user', 'name'], is: 'changed', old: 'Mira', next: 'Noa' },
    { at: ['user', 'tags', 1], is: 'changed', old: 'paid', next: 'free' },
    { at: ['user', 'tags', 2], is: 'only-old', old: 'eu' },
    { at: ['at'], is: 'changed', old: null, next: [] },
    { at: ['gone'], is: 'only-old', old: true },
    { at: ['come'], is: 'only-next', next: {} }
  ])
})
