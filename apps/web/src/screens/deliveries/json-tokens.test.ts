import fc from 'fast-check'
import { expect, it } from 'vitest'
import { beginsLikeJson, jsonTokens } from './json-tokens.ts'

const kinds = (text: string) =>
  jsonTokens(text).flatMap(({ text: part, kind }) => (kind === null ? [] : [[part, kind]]))

it('tells keys, texts, numbers, booleans and null apart', () => {
  expect(kinds('{"id": -1.5e3, "a \\"b\\" true": "null, 7", "on": false, "at": null}')).toEqual([
    ['"id"', 'key'],
    ['-1.5e3', 'number'],
    ['"a \\"b\\" true"', 'key'],
    ['"null, 7"', 'text'],
    ['"on"', 'key'],
    ['false', 'boolean'],
    ['"at"', 'key'],
    ['null', 'any']
  ])
})

it('keeps the text, of any JSON and of a truncated one', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(99), (json, cut) => {
      const text = json.slice(0, cut)
      expect(
        jsonTokens(text)
          .map(token => token.text)
          .join('')
      ).toBe(text)
    })
  )
})

it('recognizes JSON by its beginning', () => {
  expect([' {"a":1}', '[1]', 'email=a', '<a/>', ''].map(beginsLikeJson)).toEqual([
    true,
    true,
    false,
    false,
    false
  ])
})
