import { expect, test } from 'vitest'
import { comesFromOwnPage, ownOriginsOf } from './own-origins.ts'

const loopback = (port: string) => ['127.0.0.1', 'localhost', '[::1]'].map(host => `http://${host}${port}`)

test('own origins on http are the public URL and loopback at its port, and on https the public URL only', () => {
  expect(ownOriginsOf(new URL('http://127.0.0.1:3000'))).toEqual(loopback(':3000'))
  expect(ownOriginsOf(new URL('http://hooks.lan/x'))).toEqual(['http://hooks.lan', ...loopback('')])
  expect(ownOriginsOf(new URL('https://hooks.example.com'))).toEqual(['https://hooks.example.com'])
})

test.each([
  [{ origin: 'http://ours' }, true],
  [{ origin: 'http://ours.evil' }, false],
  [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, false],
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{}, true]
])('a request with %j comes from an own page: %s', (headers, ours) => {
  expect(comesFromOwnPage(headers, ['http://ours'])).toBe(ours)
})
