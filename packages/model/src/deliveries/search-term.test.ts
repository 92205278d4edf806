import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findsAt, formatPathSearch, parsePathSearch } from './search-term.ts'

const finds = (text: string, body: unknown): boolean => {
  const sought = parsePathSearch(text)
  if (sought === null) throw new Error('It is a place and a value.')
  return findsAt(sought)(body)
}

describe('a search for a value at a place of a body', () => {
  test('is parsed from its notation, with spaces or without', () => {
    const whole = { path: ['user', 'id'], value: '42' }
    for (const text of ['body.user.id = 42', 'body.user.id=42', '  body["user"].id   =  42 ']) {
      expect(parsePathSearch(text)).toEqual(whole)
    }
    expect(parsePathSearch('body[0]["a.b"] = x = y')).toEqual({ path: [0, 'a.b'], value: 'x = y' })
  })

  test.each([
    'ada@acme.example',
    'body',
    'body = 1',
    'body.user',
    'body.user =',
    'somebody.user = 1',
    'body.a b = 1',
    'body["a = 1'
  ])('is not parsed from %j', text => {
    expect(parsePathSearch(text)).toBeNull()
  })

  test('is parsed back from its text', () => {
    const name = fc.string({ minLength: 1 })
    const place = fc.array(fc.oneof(name, fc.nat(999_999_999)), { minLength: 1, maxLength: 6 })
    const value = fc
      .string({ minLength: 1 })
      .map(text => text.trim())
      .filter(text => text !== '')
    fc.assert(
      fc.property(place, value, (path, written) => {
        const sought = { path, value: written }
        expect(parsePathSearch(formatPathSearch(sought))).toEqual(sought)
      })
    )
  })
})

describe('a body', () => {
  const body = {
    user: { id: 42, code: '42', active: true, left: null, name: 'Mira' },
    people: [{ name: 'Mira' }, { name: 'Noa' }],
    tags: ['new', 'remote'],
    'a.b': 1
  }

  test.each([
    'body.user.id = 42',
    'body.user.code = 42',
    'body.user.code = "42"',
    'body.user.active = true',
    'body.user.left = null',
    'body.user.name = Mira',
    'body.user.name = "Mira"',
    'body.people[1].name = Noa',
    'body.people.name = Noa',
    'body.tags = remote',
    'body["a.b"] = 1'
  ])('matches %s', text => {
    expect(finds(text, body)).toBe(true)
  })

  test.each([
    'body.user.id = "42"',
    'body.user.id = 4',
    'body.user.name = mira',
    'body.user.gone = null',
    'body.people[0].name = Noa',
    'body.toString = 1',
    'body.user = 42'
  ])('does not match %s', text => {
    expect(finds(text, body)).toBe(false)
  })

  test('that is not an object matches no place', () => {
    for (const other of [null, 'text', 7, []]) expect(finds('body.user.id = 42', other)).toBe(false)
  })
})
