import { expect, test } from 'vitest'
import { testEventHeaders } from './test-event-headers.ts'

const sentWith = (...headers: [string, string][]) =>
  testEventHeaders(
    { contentType: 'application/json', headers: headers.map(([name, value]) => ({ name, value })) },
    'mark'
  ).map(({ name, value }) => `${name}: ${value}`)

test('a test event is sent with its content type, its headers and its mark', () => {
  expect(sentWith(['X-A', '1'])).toEqual([
    'content-type: application/json',
    'x-a: 1',
    'x-hookwright-test: mark'
  ])
})

test('values of one header are joined in their order, regardless of the case of its name', () => {
  expect(sentWith(['X-A', '1'], ['B', ''], ['x-a', '2'], ['Cookie', 'a=1'], ['cookie', 'b=2'])).toEqual([
    'content-type: application/json',
    'x-a: 1, 2',
    'b: ',
    'cookie: a=1; b=2',
    'x-hookwright-test: mark'
  ])
})

test.each(['Content-Type', 'content-type', 'X-Hookwright-Test'])('a header %s is refused', name => {
  expect(() => sentWith([name, 'x'])).toThrow(
    expect.objectContaining({
      code: 'http.header',
      details: { name, why: expect.stringMatching(/remove (it|the header)\.$/) }
    })
  )
})

test('header names that are also object properties are accepted', () => {
  expect(sentWith(['__proto__', '1'], ['Constructor', '2'])).toContain('__proto__: 1')
})
