import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { operators } from '../kernel/operator.ts'
import { holds } from './compare.ts'

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constant(undefined),
  fc.integer().map(String),
  fc.constantFrom(
    '',
    [],
    {},
    '1',
    '1.0',
    1,
    'true',
    true,
    '2026-01-02T03:04:05Z',
    '2026-01-02T04:04:05+01:00'
  )
)
const scalar = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string({ unit: 'binary' }))

describe('laws', () => {
  test.each([
    ['equal', 'not-equal'],
    ['in', 'not-in'],
    ['has-key', 'lacks-key'],
    ['is-empty', 'is-not-empty']
  ] as const)('%s holds exactly where %s does not', (one, other) => {
    fc.assert(
      fc.property(anything, anything, (left, right) => {
        expect(holds(one, left, right)).toBe(!holds(other, left, right))
      })
    )
  })

  test('no operator throws', () => {
    fc.assert(
      fc.property(fc.constantFrom(...operators), fc.anything(), fc.anything(), (operator, left, right) => {
        expect(typeof holds(operator, left, right)).toBe('boolean')
      })
    )
  })

  test('every value equals itself and its copy, and equality is symmetric', () => {
    fc.assert(
      fc.property(anything, anything, (left, right) => {
        expect(holds('equal', left, structuredClone(left))).toBe(true)
        expect(holds('equal', left, right)).toBe(holds('equal', right, left))
      })
    )
  })

  test('exactly one of less, equal and greater holds for two ordered values, and is reversed for swapped values', () => {
    fc.assert(
      fc.property(scalar, scalar, (left, right) => {
        fc.pre(left !== '' && right !== '')
        const ways = (['less', 'equal', 'greater'] as const).filter(way => holds(way, left, right))
        expect(ways).toHaveLength(1)
        expect(holds('less', left, right)).toBe(holds('greater', right, left))
        expect(holds('less-or-equal', left, right)).toBe(!holds('greater', left, right))
        expect(holds('greater-or-equal', left, right)).toBe(!holds('less', left, right))
      })
    )
  })

  test('every whole product is a multiple of its factors, and the next number is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9_999 }),
        fc.integer({ min: -9_999, max: 9_999 }),
        (of, times) => {
          expect(holds('multiple-of', of * times, of)).toBe(true)
          expect(holds('multiple-of', of * times + 1, of)).toBe(false)
        }
      )
    )
  })

  test('a list includes each item, and a text includes each part', () => {
    fc.assert(
      fc.property(fc.array(anything, { minLength: 1 }), fc.nat(), (list, at) => {
        expect(holds('in', list[at % list.length], list)).toBe(true)
      })
    )
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), fc.string(), (before, part, behind) => {
        expect(holds('in', part, before + part + behind)).toBe(true)
      })
    )
  })

  test('an object has its own keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }), object => {
        for (const key of Object.keys(object)) expect(holds('has-key', object, key)).toBe(true)
      })
    )
  })
})

test.each([
  ['numbers as numbers', 9, 10],
  ['texts that hold numbers as numbers', '9', '10'],
  ['a number and a text that holds one as numbers', 9, '10.5'],
  ['moments as moments, whatever their offset', '2026-01-02T03:00:00+02:00', '2026-01-02T02:00:00Z'],
  ['moments finer than a millisecond', '2026-01-02T03:00:00.0000001Z', '2026-01-02T03:00:00.0000002Z'],
  ['moments by the fraction of a second', '2026-01-02T03:00:00.25Z', '2026-01-02T03:00:00.5Z'],
  ['a number and another text as texts', 10, 'nine'],
  ['texts by code point', 'Zoe', 'adam'],
  ['texts by code point beyond the first 65,536 of them', '\u{fffd}', '\u{1f600}'],
  ['texts where one starts the other', 'ab', 'abc'],
  ['True/False as text', false, true]
])('less compares %s', (_, smaller, greater) => {
  expect(holds('less', smaller, greater)).toBe(true)
  expect(holds('less', greater, smaller)).toBe(false)
  expect(holds('equal', smaller, greater)).toBe(false)
})

test.each([
  ['a number and the same number as text', 1, '1.0'],
  ['a moment and the same moment at another offset', '2026-01-02T03:00:00Z', '2026-01-02T05:00:00.000+02:00'],
  ['True and the text of it', true, 'true'],
  ['lists of equal items', [1, { a: null }], ['1', { a: '' }]],
  ['objects whatever the order of their keys', { a: 1, b: 2 }, { b: 2, a: 1 }],
  ['nothing and an empty text', null, ''],
  ['an empty list and an empty object', [], {}]
])('equal holds for %s', (_, left, right) => {
  expect(holds('equal', left, right)).toBe(true)
})

test.each([
  ['a number beyond 2^53 and its neighbour as text', '9007199254740993', '9007199254740992'],
  ['one thing and a list of it', 'a', ['a']],
  ['lists of another length', [1], [1, 1]],
  ['objects with another key', { a: 1 }, { b: 1 }],
  ['objects of which one has a key more', { a: 1 }, { a: 1, b: 1 }],
  ['zero and nothing', 0, null],
  ['False and nothing', false, null]
])('equal does not hold for %s', (_, left, right) => {
  expect(holds('equal', left, right)).toBe(false)
})

test.each([
  ['nothing', null],
  ['an empty text', ''],
  ['a list', [1]],
  ['an object', { a: 1 }]
])('%s has no order', (_, value) => {
  for (const way of ['less', 'greater', 'less-or-equal', 'greater-or-equal'] as const) {
    expect(holds(way, value, value)).toBe(false)
    expect(holds(way, value, 1)).toBe(false)
  }
})

test('multiples are computed in decimal numbers', () => {
  expect(holds('multiple-of', 0.3, 0.1)).toBe(true)
  expect(holds('multiple-of', '1e-7', '2e-8')).toBe(true)
  expect(holds('multiple-of', 1e21, 7)).toBe(false)
  expect(holds('multiple-of', 0, 0)).toBe(true)
  expect(holds('multiple-of', 5, 0)).toBe(false)
  expect(holds('multiple-of', 'six', 3)).toBe(false)
})

test('in compares texts as they are, and finds nothing in numbers and objects', () => {
  expect(holds('in', 2, [1, '2'])).toBe(true)
  expect(holds('in', 2, 'room 2')).toBe(true)
  expect(holds('in', 5, 15)).toBe(false)
  expect(holds('in', '', 'text')).toBe(false)
  expect(holds('in', 'a', { a: 1 })).toBe(false)
  expect(holds('in', 'a', null)).toBe(false)
})

test('only own keys of an object are keys, neither inherited ones nor indexes', () => {
  expect(holds('has-key', { a: null }, 'a')).toBe(true)
  expect(holds('has-key', { 7: 'seven' }, 7)).toBe(true)
  expect(holds('has-key', {}, 'toString')).toBe(false)
  expect(holds('has-key', ['a'], '0')).toBe(false)
  expect(holds('has-key', null, 'a')).toBe(false)
})

test('zero and False are not empty', () => {
  expect(holds('is-empty', 0, null)).toBe(false)
  expect(holds('is-empty', false, null)).toBe(false)
  expect(holds('is-empty', [null], null)).toBe(false)
})
