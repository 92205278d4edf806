import { runCardAlone } from '@hookwright/engine/testing'
import type { JsonObject } from '@hookwright/model'
import { expect, test } from 'vitest'
import { hmac } from './card.ts'

const sign = async (config: JsonObject, text: string, key: string): Promise<unknown> => {
  const whole = { algorithm: 'sha256', encoding: 'hex', keyEncoding: 'text', ...config }
  return (await runCardAlone(hmac, whole, { text, key })).digest
}

const bytes0b = '0b'.repeat(20)

/** RFC 4231 test cases 1, 2 and 6; RFC 2202 test cases 1 and 2. */
test.each([
  ['md5', '0b'.repeat(16), 'Hi There', '9294727a3638bb1c13f48ef8158bfc9d'],
  ['md5', '4a656665', 'what do ya want for nothing?', '750c783e6ab0b503eaa86e310a5db738'],
  ['sha1', bytes0b, 'Hi There', 'b617318655057264e28bc0b6fb378c8ef146be00'],
  ['sha1', '4a656665', 'what do ya want for nothing?', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
  ['sha256', bytes0b, 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  [
    'sha256',
    'aa'.repeat(131),
    'Test Using Larger Than Block-Size Key - Hash Key First',
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54'
  ],
  [
    'sha384',
    bytes0b,
    'Hi There',
    'afd03944d84895626b0825f4ab46907f15f9dadbe4101ec682aa034c7cebc59cfaea9ea9076ede7f4af152e8b2fa9cb6'
  ],
  [
    'sha512',
    bytes0b,
    'Hi There',
    '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854'
  ]
])(
  '[row 77a] the HMAC with %s and the key %s of “%s” equals the published value',
  async (algorithm, hexKey, text, hex) => {
    const key = Buffer.from(hexKey, 'hex')
    expect(await sign({ algorithm, keyEncoding: 'hex' }, text, hexKey)).toBe(hex)
    expect(await sign({ algorithm, keyEncoding: 'base64' }, text, key.toString('base64'))).toBe(hex)
    expect(await sign({ algorithm, keyEncoding: 'base64' }, text, key.toString('base64url'))).toBe(hex)
  }
)

test.each([
  ['hex', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ['base64', 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM='],
  ['base64url', 'W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM']
])('the digest is written as %s', async (encoding, digest) => {
  expect(await sign({ encoding }, 'what do ya want for nothing?', 'Jefe')).toBe(digest)
})

test.each([
  ['hex', 'hex'],
  ['base64', 'Base64']
])('a key that is not %s fails the card without showing the key', async (keyEncoding, name) => {
  await expect(sign({ keyEncoding }, 'text', 'not a key!')).rejects.toThrow(
    `card.failed: The key of “HMAC” is not ${name}. Map another key or change its encoding.`
  )
})

test('a missing key fails the card', async () => {
  const config = hmac.blank().config
  await expect(runCardAlone(hmac, config, { text: 'text' })).rejects.toThrow('card.input-missing')
})
