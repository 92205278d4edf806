import { expect, test } from 'vitest'
import { oneOf, ownPathIn, textIn, withoutNothing } from './search-params.ts'

test('a text is read from whatever the router made of it', () => {
  expect(['acme', 12, true].map(textIn)).toEqual(['acme', '12', 'true'])
  expect(['', null, undefined, {}, ['a']].map(textIn)).toEqual(Array(5).fill(undefined))
})

test('a word is one of those known, or nothing', () => {
  expect(oneOf(['name', 'newest'], 'newest')).toBe('newest')
  expect(oneOf(['name', 'newest'], 'oldest')).toBe(undefined)
})

test.each(['/', '/connectors?q=a', '/connectors/1/flows'])('%s is a path of this app', path => {
  expect(ownPathIn(path)).toBe(path)
})

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
  '%j is none',
  path => {
    expect(ownPathIn(path)).toBe(undefined)
  }
)

test('nothing does not stand in the address', () => {
  expect(Object.keys(withoutNothing({ q: 'a', sort: undefined }))).toEqual(['q'])
})
