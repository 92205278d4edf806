import { type Binding, one, type Pill, pill, text, type ValueType } from '@hookwright/model'
import { anyJson } from '@hookwright/model/testing'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readerOf } from './bindings.ts'
import type { TextEncoding } from './text-template.ts'

const read = (binding: Binding, value: unknown, encoding: TextEncoding, type: ValueType = one('text')) =>
  readerOf(binding, type, encoding)(new Map([['a', { v: value }]]))

const v = pill('a', 'v')

// review: services 3
describe('JSON text with values in it', () => {
  const json = (value: unknown, ...parts: (string | Pill)[]): string => {
    const found = read(text(...parts), value, 'json')
    if (!found.ok) throw new Error(`It wants ${found.wanted} but got ${found.found}.`)
    return String(found.value)
  }

  test('is valid JSON for any values, and contains them unchanged', () => {
    fc.assert(
      fc.property(anyJson, value => {
        expect(JSON.parse(json(value, '{"a": ', v, ', "b": [', v, ']}'))).toEqual(
          JSON.parse(JSON.stringify({ a: value, b: [value] }))
        )
      })
    )
  })

  test('escapes values inside quotes, and writes a missing one as empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        expect(JSON.parse(json(value, '{"say \\"', v, '\\"": "Dear ', v, '!"}'))).toEqual({
          [`say "${value}"`]: `Dear ${value}!`
        })
      })
    )
    expect(json(null, '{"a": "', v, '", "b": ', v, '}')).toBe('{"a": "", "b": null}')
    expect(json('x"}', '["', v, '"]')).toBe('["x\\"}"]')
  })

  test('refuses an object inside quotes', () => {
    expect(read(text('{"a": "', v, '"}'), { b: 1 }, 'json')).toMatchObject({ ok: false, wanted: 'Text' })
  })

  test.each([[['Dear ', v]], [['{"a": ', v]], [['{"a": 1', v, '}']], [['{"a": "\\', v, '"}']], [[v, v]]])(
    'that is not JSON is joined as text: %j',
    parts => {
      expect(read(text(...parts), 'x', 'json')).toEqual({
        ok: true,
        value: parts.map(part => (typeof part === 'string' ? part : 'x')).join('')
      })
    }
  )
})

// review: services 5
describe('a URL with values in it', () => {
  const url = (value: unknown, ...parts: (string | Pill)[]) => read(text(...parts), value, 'url')

  test.each([
    ['in its path', ['/users/', v, '/keys'], '/users/a%2Fb%20%3Fc%3D1/keys'],
    ['in its query', ['/users?name=', v], '/users?name=a%2Fb%20%3Fc%3D1'],
    ['at its beginning', [v, '/keys'], 'a/b ?c=1/keys'],
    ['behind its beginning', [v, '/', v], 'a/b ?c=1/a%2Fb%20%3Fc%3D1'],
    ['at its beginning, in two parts', [v, v], 'a/b ?c=1a/b ?c=1'],
    ['in its host', ['https://', v, '.example/', v], 'https://a/b ?c=1.example/a%2Fb%20%3Fc%3D1']
  ])('encodes a value %s', (_, parts, made) => {
    expect(url('a/b ?c=1', ...parts)).toEqual({ ok: true, value: made })
  })

  test('of a single pill is that value unchanged', () => {
    expect(read(v, 'https://a.example/b?c=1', 'url')).toEqual({ ok: true, value: 'https://a.example/b?c=1' })
  })

  test('half of a surrogate pair is replaced, and a missing value is left out', () => {
    expect(url('\ud83d', '/a/', v)).toEqual({ ok: true, value: '/a/%EF%BF%BD' })
    expect(url(null, '/a/', v)).toEqual({ ok: true, value: '/a/' })
  })
})
