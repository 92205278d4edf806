import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anyJson, nastyKeys } from '../testing.ts'
import { readBody, readForm } from './read-body.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const notJson = 'The body is declared as JSON but is not valid JSON, so it was kept as text.'

describe('a body', () => {
  test.each<[string, string, unknown]>([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/json; charset=utf-8', ' [1, "é"] ', [1, 'é']],
    ['APPLICATION/JSON ;charset=UTF-8', 'null', null],
    ['application/vnd.acme.event+json', '{"a":{"b":[]}}', { a: { b: [] } }],
    ['application/cloudevents+JSON', '"text"', 'text'],
    ['application/json', '\ufeff{"a":1}', { a: 1 }],
    ['application/json', '{"id":12345678901234567890}', { id: '12345678901234567890' }],
    ['application/x-www-form-urlencoded', 'a=1&b=two+words&a=%C3%A9', { a: ['1', 'é'], b: 'two words' }],
    ['application/x-www-form-urlencoded; charset=utf-8', 'payload=%7B%7D', { payload: '{}' }],
    // review: services 11
    ['application/jwt', 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln', { a: 1 }],
    ['application/secevent+jwt', ' eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln\n', { a: 1 }],
    ['application/jwt', '{"a":"what is left of redacted claims"}', { a: 'what is left of redacted claims' }],
    ['text/plain', 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln', 'eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln'],
    ['text/plain', '{"a":1}', '{"a":1}'],
    ['application/xml', '<a/>', '<a/>'],
    ['application/jsonp', '{"a":1}', '{"a":1}'],
    ['', '{"a":1}', '{"a":1}'],
    [';;;', 'a=1', 'a=1']
  ])('sent as %j is read %j as %j', (contentType, text, value) => {
    expect(readBody(contentType, bytes(text))).toEqual({ value, keptAsText: null })
  })

  test('reports dropped keys that reach a prototype', () => {
    expect(readBody('application/json', bytes('{"__proto__":{"polluted":true},"a":1}'))).toEqual({
      value: { a: 1 },
      keptAsText: null,
      droppedKeys: true
    })
  })

  test.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', ''])(
    'without a byte is null, sent as %j',
    contentType => {
      expect(readBody(contentType, new Uint8Array())).toEqual({ value: null, keptAsText: null })
    }
  )

  test.each([
    ['{"a":', notJson],
    ['a=1', notJson],
    [' ', notJson],
    [
      `${'['.repeat(65)}${']'.repeat(65)}`,
      'The JSON body is nested more than 64 levels deep, so it was kept as text.'
    ],
    [`[${'1,'.repeat(100_000)}1]`, 'The JSON body has more than 100,000 values, so it was kept as text.']
  ])('that is declared as JSON and is invalid stays text with a sentence', (text, sentence) => {
    expect(readBody('application/json', bytes(text))).toEqual({ value: text, keptAsText: sentence })
  })

  test('with bytes that are not UTF-8 is text with replacement characters', () => {
    const odd = Uint8Array.of(0x22, 0xff, 0x61, 0xc3, 0x22)
    expect(readBody('text/plain', odd)).toEqual({ value: '"\ufffda\ufffd"', keptAsText: null })
    expect(readBody('application/json', odd)).toEqual({ value: '\ufffda\ufffd', keptAsText: null })
    expect(readBody('application/json', odd.slice(1))).toEqual({
      value: '\ufffda\ufffd"',
      keptAsText: notJson
    })
  })

  test('of JSON is read as written, for any content', () => {
    const plain = anyJson.filter(value => !/__proto__|constructor|\d{16}|\de\+/.test(JSON.stringify(value)))
    fc.assert(
      fc.property(plain, value => {
        const text = JSON.stringify(value)
        expect(readBody('application/json', bytes(text)).value).toEqual(JSON.parse(text))
      })
    )
  })

  test('never throws and is dropped only if it is empty', () => {
    const contentType = fc.oneof(
      fc.string(),
      fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'a/b+json', 'text/plain')
    )
    fc.assert(
      fc.property(contentType, fc.uint8Array(), (type, body) => {
        const { value, keptAsText } = readBody(type, body)
        if (keptAsText !== null) expect(typeof value).toBe('string')
        expect(value).not.toBeUndefined()
      }),
      { numRuns: 500 }
    )
  })
})

describe('a form', () => {
  test('keeps each name with its values in their order', () => {
    const pairs = fc.array(fc.tuple(fc.constantFrom(...nastyKeys, 'a', 'é &='), fc.string()))
    fc.assert(
      fc.property(pairs, drawn => {
        const fields = readForm(new URLSearchParams(drawn).toString())
        for (const [name, value] of Object.entries(fields)) {
          const sent = new URLSearchParams(drawn).getAll(name)
          expect([value].flat()).toEqual(sent)
        }
        const names = new Set([...new URLSearchParams(drawn).keys()].filter(name => name !== '__proto__'))
        expect(new Set(Object.keys(fields))).toEqual(names)
      })
    )
  })

  test('cannot reach a prototype', () => {
    const fields = readForm('__proto__=1&__proto__=2&constructor=3&a=4')
    expect(Object.keys(fields)).toEqual(['constructor', 'a'])
    expect(Object.getPrototypeOf(Object.assign({}, fields))).toBe(Object.prototype)
  })

  test('with one name three hundred thousand times is read in one pass', () => {
    expect(readForm('a&'.repeat(300_000)).a).toHaveLength(300_000)
  })
})
