import { expect, test } from 'vitest'
import { isEmptySearch, oneOf, ownPathIn, textIn } from './search-params.ts'

test('a text is read from any value of the router', () => {
  expect(['acme', 12, true].map(textIn)).toEqual(['acme', '12', 'true'])
  expect(['', null, undefined, {}, ['a']].map(textIn)).toEqual(Array(5).fill(undefined))
})

test('an unknown choice is ignored', () => {
  expect(oneOf(['name', 'newest'], 'newest')).toBe('newest')
  expect(oneOf(['name', 'newest'], 'oldest')).toBe(undefined)
})

test('a search without values is empty', () => {
  expect(isEmptySearch({ q: undefined, by: undefined })).toBe(true)
  expect(isEmptySearch({ q: undefined, by: 'newest' })).toBe(false)
})

test.each(['/', '/connectors?q=a', '/connectors/1/flows'])('%s is accepted as a path of this app', path => {
  expect(ownPathIn(path)).toBe(path)
})

test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', ''])(
  '%j is refused as a path of this app',
  path => {
    expect(ownPathIn(path)).toBe(undefined)
  }
)
