import { expect, test } from 'vitest'
import { signatureHeaders } from './signature-headers.ts'

const named = (...names: string[]) => signatureHeaders(names.map(name => ({ name })))

test('a signature is known by the name of its header', () => {
  const names = [
    'X-Acme-Signature',
    'webhook-signature',
    'X-Hub-Signature-256',
    'X-Shop-Hmac-SHA256',
    'Digest'
  ]
  expect(named(...names)).toEqual(names)
})

test('other headers hold none', () => {
  expect(named('Content-Type', 'X-Custom', 'webhook-id', 'X-Digested-At', '')).toEqual([])
})
