import { expect, test } from 'vitest'
import { signatureHeaders } from './signature-headers.ts'

const named = (...names: string[]) => signatureHeaders(names.map(name => ({ name })))

test('signature headers are recognized by their names', () => {
  const names = [
    'X-Acme-Signature',
    'webhook-signature',
    'X-Hub-Signature-256',
    'X-Shop-Hmac-SHA256',
    'Digest'
  ]
  expect(named(...names)).toEqual(names)
})

test('other headers are not recognized as signatures', () => {
  expect(named('Content-Type', 'X-Custom', 'webhook-id', 'X-Digested-At', '')).toEqual([])
})
