import fc from 'fast-check'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { anyJson } from '../testing.ts'
import { isExactNumber } from './exact-number.ts'
import { parseJson } from './parse-json.ts'

/** Parses a text that must be valid JSON. */
const read = (text: string): unknown => {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`${parsed.why}: ${text}`)
  return parsed.value
}
const whyNot = (text: string): string => {
  const parsed = parseJson(text)
  return parsed.ok ? 'it was read' : parsed.why
}

/** Returns true for a value that contains neither reserved keys nor inexact numbers. */
const isOrdinary = (value: unknown): boolean => {
  if (typeof value === 'number') return isExactNumber(value)
  if (typeof value !== 'object' || value === null) return true
  const keys = Array.isArray(value) ? [] : Object.keys(value)
  return (
    !keys.some(key => key === '__proto__' || key === 'constructor') && Object.values(value).every(isOrdinary)
  )
}

describe('ordinary JSON', () => {
  test('is read like by JSON.parse, in any notation', () => {
    fc.assert(
      fc.property(anyJson.filter(isOrdinary), fc.constantFrom('', ' ', '\t', '\n  '), (value, indent) => {
        const text = JSON.stringify(value, null, indent)
        expect(parseJson(text)).toEqual({ ok: true, value: JSON.parse(text), droppedKeys: false })
      }),
      { numRuns: 500 }
    )
  })

  test.each(['0', '-0', '1.5e3', '1E-7', '-12.25', '9007199254740991', '0.1234567890123456789', '1e-400'])(
    'keeps the number %s like JSON.parse',
    text => {
      expect(read(`[${text}]`)).toEqual([JSON.parse(text)])
    }
  )

  test('can begin with a byte order mark', () => {
    expect(read('\ufeff{"a":1}')).toEqual({ a: 1 })
    expect(whyNot('\ufeff\ufeff{"a":1}')).toBe('syntax')
  })

  test('keeps the last of two equal keys, like JSON.parse', () => {
    expect(read('{"a":1,"b":2,"a":3}')).toEqual({ a: 3, b: 2 })
  })

  test('keeps an escaped half of a surrogate pair', () => {
    expect(read(String.raw`{"\ud800":"\udc00"}`)).toEqual({ '\ud800': '\udc00' })
  })
})

test('a text is refused exactly when JSON.parse refuses it, without a throw', () => {
  const broken = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(anyJson, fc.nat(), fc.constantFrom(...'{}[]",:0-+.eE\\ 9007199254740993'.split(''), ''))
      .map(([value, at, piece]) => {
        const text = JSON.stringify(value)
        const cut = at % (text.length + 1)
        return text.slice(0, cut) + piece + text.slice(cut + 1)
      })
  )
  fc.assert(
    fc.property(broken, text => {
      let readable = true
      try {
        JSON.parse(text)
      } catch {
        readable = false
      }
      expect(parseJson(text).ok).toBe(readable)
    }),
    { numRuns: 1_000 }
  )
})

test.each([
  '',
  ' ',
  '{',
  '[1,]',
  "{'a':1}",
  '{12345678901234567890:1}',
  '[00012345678901234567890]',
  '["a"12345678901234567890]',
  '-',
  '[-]',
  '1e',
  'NaN',
  ']]]]]][[[[[['
])('%j is not JSON', text => {
  expect(whyNot(text)).toBe('syntax')
})

describe('a number beyond the precision of a double', () => {
  test.each([
    ['9007199254740992', '9007199254740992'],
    ['-9007199254740993', '-9007199254740993'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['12345678901234567890.0', '12345678901234567890.0'],
    ['12345678901234567890e0', '12345678901234567890e0'],
    ['1e20', '1e20'],
    ['1e400', '1e400'],
    ['-1E+400', '-1E+400'],
    [`1${'0'.repeat(400)}`, `1${'0'.repeat(400)}`]
  ])('%s stays Text', (text, kept) => {
    expect(read(text)).toBe(kept)
    expect(read(` [ { "n" : ${text} } , ${text}]`)).toEqual([{ n: kept }, kept])
  })

  test('stays unchanged inside a text or a key', () => {
    const text = String.raw`{"12345678901234567890":"a \" 12345678901234567890 \\","n":12345678901234567890}`
    expect(read(text)).toEqual({
      '12345678901234567890': 'a " 12345678901234567890 \\',
      n: '12345678901234567890'
    })
  })

  test('keeps every digit, for any number', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), number => {
        const value = read(`{"n":[${number}]}`)
        const safe = number >= BigInt(Number.MIN_SAFE_INTEGER) && number <= BigInt(Number.MAX_SAFE_INTEGER)
        expect(value).toEqual({ n: [safe ? Number(number) : String(number)] })
      })
    )
  })

  test('is found after a text of twenty million characters', () => {
    const long = 'a'.repeat(20_000_000)
    expect(read(`["${long}",12345678901234567890]`)).toEqual([long, '12345678901234567890'])
  })
})

test('a read value is unchanged after it was stored as JSON, with numbers of any size', () => {
  const number = fc
    .tuple(fc.nat(), fc.nat(), fc.integer({ min: -400, max: 400 }))
    .map(([whole, part, exponent]) => `${whole}.${part}e${exponent}`)
  fc.assert(
    fc.property(number, anyJson, (text, value) => {
      const seen = read(`[${text},${JSON.stringify(value)}]`)
      expect(JSON.parse(JSON.stringify(seen))).toEqual(seen)
    })
  )
})

describe('a key that reaches a prototype', () => {
  test.each([
    ['{"__proto__":{"polluted":true},"a":1}', { a: 1 }],
    [String.raw`{"\u005f_proto__":{"polluted":true},"a":1}`, { a: 1 }],
    [String.raw`{"_\u005Fproto\u005f_" : {"polluted":true},"a":1}`, { a: 1 }],
    [String.raw`{"__\u0070\u0072oto__":1,"a":[{"__proto__":null}]}`, { a: [{}] }],
    ['{"constructor":{"prototype":{"polluted":true}},"a":1}', { a: 1 }],
    [String.raw`{"\u0063onstructor":{"prototype":{"polluted":true}},"a":1}`, { a: 1 }],
    ['{"__proto__":12345678901234567890,"n":12345678901234567890}', { n: '12345678901234567890' }]
  ])('is dropped from %s', (text, value) => {
    expect(parseJson(text)).toEqual({ ok: true, value, droppedKeys: true })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('is never among the keys of a read value', () => {
    const holdsReserved = (value: unknown): boolean => {
      if (typeof value !== 'object' || value === null) return false
      const inner = Object.hasOwn(value, 'constructor') ? Reflect.get(value, 'constructor') : null
      const reaches = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, 'prototype')
      return reaches || Object.hasOwn(value, '__proto__') || Object.values(value).some(holdsReserved)
    }
    fc.assert(
      fc.property(anyJson, value => {
        const parsed = parseJson(JSON.stringify(value))
        expect(parsed).toMatchObject({ ok: true, droppedKeys: holdsReserved(value) })
        if (parsed.ok) expect(holdsReserved(parsed.value)).toBe(false)
      }),
      { numRuns: 500 }
    )
  })

  test('is distinguished from a text or a harmless key that looks like it', () => {
    const text = String.raw`{"a":"__proto__","constructor":"Acme","prototype":1,"\u00e9":"\u005f"}`
    expect(parseJson(text)).toEqual({
      ok: true,
      value: { a: '__proto__', constructor: 'Acme', prototype: 1, é: '_' },
      droppedKeys: false
    })
  })
})

describe('JSON that is expensive to read', () => {
  const nested = (deep: number): string => '['.repeat(deep) + ']'.repeat(deep)

  test('can be 64 levels deep and no deeper', () => {
    expect(parseJson(nested(64)).ok).toBe(true)
    expect(whyNot(nested(65))).toBe('too-deep')
    expect(whyNot(`${'{"a":'.repeat(65)}1${'}'.repeat(65)}`)).toBe('too-deep')
    expect(parseJson(`["${'['.repeat(100)}"]`).ok).toBe(true)
  })

  test('can contain 100,000 values and no more', () => {
    const listOf = (items: number): string => `[${Array(items).fill('1').join(',')}]`
    expect(parseJson(listOf(99_999)).ok).toBe(true)
    expect(whyNot(listOf(100_000))).toBe('too-many-values')
    expect(parseJson(`["${','.repeat(200_000)}"]`).ok).toBe(true)
  })
  test.each<[string, string, string]>([
    ['a million levels', nested(1_000_000), 'too-deep'],
    ['lists that never end', '['.repeat(100_000), 'too-deep'],
    ['objects in each other', '{"a\\"]}":'.repeat(10_000), 'too-deep'],
    ['a million values', `[${'0,'.repeat(1_000_000)}0]`, 'too-many-values'],
    ['a million members', `{${'"a":0,'.repeat(1_000_000)}"a":0}`, 'too-many-values']
  ])('is recognized by its characters, without parsing: %s', (_, text, why) => {
    const parse = vi.spyOn(JSON, 'parse')
    onTestFinished(() => parse.mockRestore())
    expect(whyNot(text)).toBe(why)
    expect(parse).not.toHaveBeenCalled()
  })

  test('is not recognized inside a string, and sibling lists are not deep', () => {
    const long = 'x'.repeat(20_000)
    const strings = JSON.stringify([
      long,
      '['.repeat(100),
      `\\${'{'.repeat(100)}`,
      `"${'['.repeat(100)}`,
      '\\'
    ])
    expect(read(strings)).toEqual(JSON.parse(strings))
    const beside = `[${Array(20_000).fill('[{}]').join(',')}]`
    expect(read(beside)).toEqual(JSON.parse(beside))
  })
})
