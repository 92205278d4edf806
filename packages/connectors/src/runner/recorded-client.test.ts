import type { HttpRequest } from '@hookwright/engine'
import type { Authentication } from '@hookwright/model'
import { expect, test } from 'vitest'
import { createTestClient } from './recorded-client.ts'

const authentication: Authentication = {
  kind: 'api-key',
  fields: [{ id: 'key', label: 'Key', entry: 'password', required: true }],
  baseUrl: { kind: 'literal', value: 'https://api.acme.example' },
  allowedHosts: [],
  placement: {
    kind: 'header',
    name: 'X-Key',
    value: { kind: 'literal', value: '' }
  }
}

const request = (over: Partial<HttpRequest>): HttpRequest => ({
  ...{ method: 'POST', url: 'https://api.acme.example/people', query: {}, headers: {} },
  ...{ body: '{"key":"opaque-key-1"}', authenticate: false, timeout: 1_000 },
  ...over
})

test('sends a secret only to hosts that may receive it, as a server does', async () => {
  const sent: string[] = []
  const client = createTestClient(authentication, { key: 'opaque-key-1' }, async ({ url }) => {
    sent.push(url)
    return { status: 200, headers: {}, body: '', url }
  })
  const { signal } = new AbortController()
  await client(request({}), signal)
  await client(request({ url: 'https://elsewhere.example/', body: '{}' }), signal)
  await expect(client(request({ url: 'https://elsewhere.example/' }), signal)).rejects.toMatchObject({
    code: 'http.secret-not-allowed'
  })
  expect(sent).toEqual(['https://api.acme.example/people', 'https://elsewhere.example/'])
})
