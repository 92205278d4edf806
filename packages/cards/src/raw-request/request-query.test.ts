import { expect, test } from 'vitest'
import { requestQuery } from './request-query.ts'

test('text, numbers, booleans and lists of them are sent as text', () => {
  expect(requestQuery({ q: 'a&b', page: 2, all: true, tag: ['x', 7, false] }, 'Raw Request')).toEqual({
    q: 'a&b',
    page: '2',
    all: 'true',
    tag: ['x', '7', 'false']
  })
})

test('a missing value is left out', () => {
  expect(requestQuery({ q: null, tag: ['x', null] }, 'Raw Request')).toEqual({ tag: ['x'] })
  expect(requestQuery(null, 'Raw Request')).toEqual({})
})

test.each([
  [{ filter: { a: 1 } }, 'received Object at “filter”'],
  [{ tag: ['x', ['y']] }, 'received a list at “tag[1]”'],
  [{ tag: [null, {}] }, 'received Object at “tag[1]”']
])('%j is refused with its position', (query, found) => {
  expect(() => requestQuery(query, 'List hooks')).toThrow(
    `The input “Query” of the card “List hooks” expects Text, Number, True/False or a list of them but ${found}. Map another value or convert it first.`
  )
})
