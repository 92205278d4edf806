import { expect, test } from 'vitest'
import { hostOf } from './host-of.ts'

test.each([
  ['/people', 'https://api.acme.example/v1', 'api.acme.example'],
  ['users:search', 'https://api.acme.example:8443', 'api.acme.example:8443'],
  [' https://files.acme.example/a?b=c ', 'https://api.acme.example', 'files.acme.example'],
  ['/people', '', null],
  ['https://', 'https://api.acme.example', null]
])('a request to %j from %j goes to %j', (url, baseUrl, host) => {
  expect(hostOf(url, baseUrl)).toBe(host)
})
