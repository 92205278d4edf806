import { expect, test } from 'vitest'
import { encodeBytes } from './byte-encoding.ts'

test.each([
  ['hex', 'fbffbfff'],
  ['base64', '+/+//w=='],
  ['base64url', '-_-__w']
] as const)('bytes are written as %s', (encoding, written) => {
  expect(encodeBytes(Uint8Array.of(0xfb, 0xff, 0xbf, 0xff), encoding)).toBe(written)
})
