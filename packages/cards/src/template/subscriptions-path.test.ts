import { literal, pill, text } from '@hookwright/model'
import { expect, test } from 'vitest'
import { subscriptionsPath } from './build-template.ts'

test.each([
  ['the address that its page shows', literal('http://127.0.0.1:3001'), '/api/subscriptions'],
  ['the root of its API', literal('http://127.0.0.1:3001/api'), '/subscriptions'],
  ['the same with a slash at the end', literal('http://127.0.0.1:3001/api/ '), '/subscriptions'],
  ['an address of the connection’s', text(pill('connection', 'site')), '/api/subscriptions'],
  ['an address of the connection’s and the API', text(pill('connection', 'site'), '/api'), '/subscriptions'],
  ['nothing', literal(''), '/api/subscriptions']
])('the path to subscriptions for the base URL of %s', (_, baseUrl, path) => {
  expect(subscriptionsPath(baseUrl)).toBe(path)
})
