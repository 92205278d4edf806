import { expect, test } from 'vitest'
import { isPageToken, isSecretName, replaceSecrets } from './known-secrets.ts'

test.each([
  ...['Authorization', 'Proxy-Authorization', 'Cookie', 'X-Api-Key', 'api_key', 'apikey', 'access_token'],
  ...['X-Auth-Token', 'X-CSRF-Token', 'client_secret', 'password', 'Ocp-Apim-Subscription-Key', 'sig'],
  ...['X-Amz-Signature', 'refreshToken', 'secret_value', 'async_token']
])('%s names a secret', name => {
  expect(isSecretName(name)).toBe(true)
})

test.each([
  'token_type',
  'max_tokens',
  'pageToken',
  'next_token',
  'key',
  'X-Team',
  'signature',
  'author',
  ''
])('%j does not name a secret', name => {
  expect(isSecretName(name)).toBe(false)
})

test('the name of a page token is distinguished from that of a secret', () => {
  expect(['next_page_token', 'syncToken', 'access_token', 'page_token_secret'].map(isPageToken)).toEqual([
    ...[true, true, false, false]
  ])
})

test('tokens with a known prefix are replaced anywhere in a text', () => {
  const token = `ghp_${'a1'.repeat(18)}`
  expect(replaceSecrets(`a ${token}, b ${token}`, 'SECRET')).toBe('a SECRET, b SECRET')
})
