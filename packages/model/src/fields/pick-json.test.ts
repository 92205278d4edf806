import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyJson } from '../testing.ts'
import { parseJson } from './parse-json.ts'
import { type Path, valueAt } from './path.ts'
import { memberSelectionOf, pickJson } from './pick-json.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

const pick = (text: string, ...paths: Path[]): Record<string, unknown> | null => {
  const wanted = memberSelectionOf(paths)
  if (wanted === null) throw new Error('The whole is wanted.')
  return pickJson(bytesOf(text), wanted)
}

/** Returns every path in a value, outermost paths first. */
const placesIn = (value: unknown): Path[] => {
  if (typeof value !== 'object' || value === null) return [[]]
  const within = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [[], ...within.flatMap(([key, inner]) => placesIn(inner).map(path => [key, ...path]))]
}

const isReadable = (path: Path): boolean =>
  path.length > 0 && path.every(key => !['', '__proto__', 'constructor', 'prototype'].includes(String(key)))

/** Arbitrary object, with paths to select. Some of the paths exist in the object. */
const readings = fc
  .dictionary(fc.oneof(fc.string(), fc.constantFrom('ref', 'repository', 'a')), anyJson, { minKeys: 1 })
  .chain(value => {
    const places = [...placesIn(value), ['nowhere'], ['ref', 'nowhere'], ['a', 0, 'b']].filter(isReadable)
    return fc.record({ value: fc.constant(value), paths: fc.subarray<Path>(places, { minLength: 1 }) })
  })

/** Asserts that picking members gives the same value at each path as parsing the whole text. */
const expectSame = (picked: unknown, sent: string, paths: Path[]): void => {
  // Half a character cannot be sent.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(sent))
  const whole = parseJson(text)
  if (!whole.ok) throw new Error(`It was picked from what is ${whole.why}: ${text}`)
  for (const path of paths) expect(valueAt(picked, path)).toEqual(valueAt(whole.value, path))
}

test('picking any places gives the same values as reading the whole', () => {
  let picked = 0
  fc.assert(
    fc.property(readings, fc.constantFrom('', ' ', '\t'), ({ value, paths }, indent) => {
      const text = JSON.stringify(value, null, indent)
      const found = pick(text, ...paths)
      if (found === null) return
      picked++
      expectSame(found, text, paths)
    }),
    { numRuns: 1000 }
  )
  // Else it could give null always and pass.
  expect(picked).toBeGreaterThan(300)
})

test('picking from an invalid text gives nothing', () => {
  const put = fc.oneof(fc.constantFrom(...bent.map(bytesOf)), fc.uint8Array({ maxLength: 3 }))
  const bends = fc.array(fc.record({ at: fc.nat(), cut: fc.nat(3), put }), { minLength: 1, maxLength: 3 })
  let refused = 0
  fc.assert(
    fc.property(readings, bends, ({ value, paths }, changes) => {
      let bytes = bytesOf(JSON.stringify(value))
      for (const { at, cut, put } of changes) {
        const from = at % (bytes.length + 1)
        bytes = Uint8Array.from([...bytes.subarray(0, from), ...put, ...bytes.subarray(from + cut)])
      }
      const text = new TextDecoder().decode(bytes)
      if (!parseJson(text).ok) refused++
      const found = pickJson(bytes, memberSelectionOf(paths) ?? [])
      if (found !== null) expectSame(found, text, paths)
    }),
    { numRuns: 5000 }
  )
  expect(refused).toBeGreaterThan(1000)
})

const bent = [
  ...[
    '',
    '"',
    '\\',
    '\\"',
    '\\u00e',
    '\\x',
    ',',
    ':',
    '{',
    '}',
    '[',
    ']',
    '-',
    '0',
    '01',
    '.',
    'e',
    'e+',
    '1.',
    'nul'
  ],
  ...['true', '\u0000', '\n', '\u001f', 'é', '\ufeff', '"ref":', '"a":{"b":1},', '"ref":1,']
]

describe('picking from an ordinary event', () => {
  const text =
    '{"ref":"refs/heads/main","size":12345678901234567890,"repository":{"id":7,"full_name":"acme/\\u0068r","tags":["a\\n",{}]},"sender":null}'

  test('creates only the wanted values', () => {
    expect(pick(text, ['ref'], ['repository', 'full_name'], ['sender', 'login'])).toEqual({
      ref: 'refs/heads/main',
      repository: { full_name: 'acme/hr' },
      sender: null
    })
  })

  test('reads a place within a list with the whole list', () => {
    expect(pick(text, ['repository', 'tags', 0])).toEqual({ repository: { tags: ['a\n', {}] } })
  })

  test('keeps the digits of a number beyond 2^53 as text', () => {
    expect(pick(text, ['size'])).toEqual({ size: '12345678901234567890' })
  })

  test('accepts repeated names that are not wanted', () => {
    expect(pick('{"a":1,"a":2,"ref":{"b":1,"b":2,"c":3}}', ['ref', 'c'])).toEqual({ ref: { c: 3 } })
  })

  test('ignores a byte order mark at the start, but not inside the text', () => {
    expect(pick('\ufeff{"ref":1}', ['ref'])).toEqual({ ref: 1 })
    expect(pick('{"ref":"\ufeffa"}', ['ref'])).toEqual({ ref: '\ufeffa' })
    expect(pick('\ufeff\ufeff{"ref":1}', ['ref'])).toBeNull()
  })

  test('accepts line breaks and spaces between members and values', () => {
    expect(pick('\r\n{\n\t"a" : [ 1 ,\n2 ] ,\n "ref" :\t1 }\n', ['ref'])).toEqual({ ref: 1 })
  })

  test('finds a name in all of its escaped notations', () => {
    expect(pick('{"größe":1,"grosse":2}', ['größe'])).toEqual({ größe: 1 })
  })

  test('drops names that reach a prototype from a wanted member', () => {
    expect(pick('{"a":{"__proto__":{"x":1},"b":2}}', ['a'])).toEqual({ a: { b: 2 } })
  })
})

describe('the whole text is read', () => {
  test.each([
    ['no object', '[{"ref":1}]'],
    ['no JSON', '{"ref":1,}'],
    ['a text behind it', '{"ref":1} x'],
    ['a line break in a text', '{"a":"\n","ref":1}'],
    ['a wanted name twice', '{"ref":1,"a":2,"ref":3}'],
    ['a name with an escape', '{"r\\u0065f":1}'],
    ['65 levels', `{"a":${'['.repeat(64)}${']'.repeat(64)}}`],
    ['more than 200 kB', `{"a":"${'x'.repeat(200_000)}"}`],
    ['nothing', '']
  ])('if it has %s', (_, text) => {
    expect(pick(text, ['ref'])).toBeNull()
  })

  test('but not for 64 levels', () => {
    expect(pick(`{"ref":1,"a":${'['.repeat(63)}${']'.repeat(63)}}`, ['ref'])).toEqual({ ref: 1 })
  })

  test('if a whole value is wanted', () => {
    expect(memberSelectionOf([['ref'], []])).toBeNull()
    expect(memberSelectionOf([[0, 'ref']])).toBeNull()
  })

  test('if a wanted name reaches a prototype', () => {
    expect(memberSelectionOf([['ref'], ['__proto__', 'ref']])).toBeNull()
    expect(memberSelectionOf([['a', 'constructor']])).toMatchObject([{ name: 'a', of: null }])
  })

  test('if the bytes of a wanted name may belong to another name', () => {
    expect(memberSelectionOf([['ref'], ['a\ufffd']])).toBeNull()
    expect(memberSelectionOf([['a\ud800']])).toBeNull()
    expect(memberSelectionOf([['a', 'a\ufffd']])).toMatchObject([{ name: 'a', of: null }])
  })

  test('for a member that is wanted whole and in part', () => {
    expect(memberSelectionOf([['a', 'b'], ['a']])).toMatchObject([{ name: 'a', of: null }])
  })
})

const values = [
  ...['0', '-0', '1.5', '-12.25e+3', '1E-7', '2e9', 'true', 'false', 'null', '""', '[]', '{}', '[ 1 , [ ] ]'],
  ...[String.raw`"\"\\\/\b\f\n\r\t\u00e9"`, '{"a":{"b":[{}]}}']
]
const noValues = [
  ...[
    '',
    '01',
    '1.',
    '1.e5',
    '.5',
    '1e',
    '1e+',
    '-',
    '+1',
    '1x',
    'nul',
    'True',
    'nulll',
    "'a'",
    '"a',
    '[1',
    '[,]',
    '[1,]'
  ],
  ...[
    '[1 2]',
    '{"b"}',
    '{"b":}',
    '{"b" 1}',
    '{b:1}',
    '{"b":1,}',
    '{"b":1 "c":2}',
    '{"b":1]',
    '"\t"',
    '1,,"b":2'
  ],
  ...[String.raw`"\x"`, String.raw`"\u12g4"`, String.raw`"\u123"`, String.raw`"\"`]
]

test.each(values)('next to the value %s, and instead of it, the wanted value is found', value => {
  expect(pick(`{"a":${value},"ref":1}`, ['ref'])).toEqual({ ref: 1 })
  expect(pick(`{ "a" : ${value} }`, ['a'])).toEqual({ a: JSON.parse(value) })
})

test.each(noValues)('next to %s, which is not a value, and instead of it, nothing is found', noValue => {
  expect(pick(`{"a":${noValue},"ref":1}`, ['ref'])).toBeNull()
  expect(pick(`{"a":${noValue}}`, ['a'])).toBeNull()
})

test('bytes that are not UTF-8 have the same replacement as in the whole', () => {
  const bytes = Uint8Array.from([
    ...bytesOf('{"x":"'),
    0xc3,
    ...bytesOf('","ref":"'),
    0xff,
    ...bytesOf('é"}')
  ])
  const text = new TextDecoder().decode(bytes)
  expectSame(pickJson(bytes, memberSelectionOf([['ref']]) ?? []), text, [['ref'], ['x', 'nowhere']])
})
