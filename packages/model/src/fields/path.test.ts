import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyJson, anyPath, nastyKeys } from '../testing.ts'
import { nameInside, nameOfPath, Path, valueAt } from './path.ts'

/** Arbitrary sequences of keys. Some of the keys are invalid in a path. */
const anyKeys = fc.array(fc.oneof(fc.constantFrom(...nastyKeys), fc.string({ maxLength: 3 }), fc.nat(3)), {
  maxLength: 5
})

describe('a path', () => {
  test.each(['__proto__', 'constructor', 'prototype', ''])('refuses the key %j', key => {
    expect(Path.safeParse(['a', key]).success).toBe(false)
  })

  test.each([[-1], [0.5], [1_000_001], [Number.NaN], [null], [['a']]])('refuses the index %j', key => {
    expect(Path.safeParse([key]).success).toBe(false)
  })

  test('has at most 64 keys', () => {
    expect(Path.safeParse(Array(64).fill('a')).success).toBe(true)
    expect(Path.safeParse(Array(65).fill('a')).success).toBe(false)
  })

  test('is shown in the notation of makers', () => {
    expect(nameOfPath(['items', 0, 'name'])).toBe('items[0].name')
    expect(nameOfPath([1, 2])).toBe('[1][2]')
    expect(nameOfPath([])).toBe('')
  })
})

describe('the value at a path', () => {
  const body = { items: [{ name: 'Acme' }], '0': 'zero', toString: 'own', none: null, lost: undefined }

  test.each<[Path, unknown]>([
    [[], body],
    [['items', 0, 'name'], 'Acme'],
    [['toString'], 'own'],
    [[0], 'zero'],
    [['none'], null],
    [['lost'], null],
    [['none', 'a'], null],
    [['items', 1], null],
    [['items', '0'], null],
    [['items', 'length'], null],
    [['items', 0, 'name', 0], null],
    [['items', 0, 'name', 'length'], null],
    [['hasOwnProperty'], null],
    [['valueOf', 'name'], null]
  ])('in %j is %j', (path, value) => {
    expect(valueAt(body, path)).toEqual(value)
  })

  test('is never inherited, and no path throws', () => {
    fc.assert(
      fc.property(anyJson, fc.oneof(anyPath, anyKeys), (root, path) => {
        const value = valueAt(root, path)
        expect(typeof value).not.toBe('function')
        expect(value).not.toBe(Object.prototype)
        expect(value).not.toBe(Array.prototype)
        expect(value).not.toBeUndefined()
      }),
      { numRuns: 500 }
    )
  })

  test('is found by own keys only', () => {
    const walk = (root: unknown, path: (string | number)[]): unknown => {
      const [key, ...rest] = path
      if (key === undefined) return root
      if (Array.isArray(root))
        return typeof key === 'number' && key < root.length ? walk(root[key], rest) : null
      if (typeof root !== 'object' || root === null) return null
      const entry = Object.entries(root).find(([name]) => name === String(key))
      return entry === undefined ? null : walk(entry[1], rest)
    }
    const rooted = anyJson.chain(root => {
      const keys = new Set<string | number>([0, 1, ...nastyKeys])
      JSON.stringify(root, (key, value) => {
        keys.add(key)
        return value
      })
      return fc.tuple(fc.constant(root), fc.array(fc.constantFrom(...keys), { maxLength: 4 }))
    })
    fc.assert(
      fc.property(rooted, ([root, path]) => {
        expect(valueAt(root, path)).toEqual(walk(root, path))
      }),
      { numRuns: 500 }
    )
  })

  test('is only read: no write can reach a prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype).sort()
    fc.assert(
      fc.property(anyJson, anyKeys, (root, path) => {
        valueAt(root, path)
        expect(({} as Record<string, unknown>).polluted).toBeUndefined()
        expect(Object.getOwnPropertyNames(Object.prototype).sort()).toEqual(before)
      })
    )
  })
})

// review: services 16
test('a key with dots is shown as one key, in the notation to type it', () => {
  expect(nameOfPath(['order.id'])).toBe('["order.id"]')
  expect(nameOfPath(['meta', 'a.b', 0, 'c'])).toBe('meta["a.b"][0].c')
  expect(nameOfPath(['say "hi" \\o/', 'x[0]'])).toBe('["say \\"hi\\" \\\\o/"]["x[0]"]')
  expect(nameOfPath(['content-type', 'first name'])).toBe('content-type.first name')
  expect(nameInside('Body', ['order.id'])).toBe('Body["order.id"]')
  expect(nameInside('Body', ['order', 'id'])).toBe('Body.order.id')
  expect(nameInside('Body', [])).toBe('Body')
})
