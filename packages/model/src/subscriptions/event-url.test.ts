import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventUrlOf, isToken, maskEventUrl, tokenOf } from './event-url.ts'
import { type SubscriptionStatus, takesDeliveries } from './status.ts'

/** Arbitrary random part of a token: 43 base64url characters for 32 bytes. */
const random = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map(bytes => Buffer.from(bytes).toString('base64url'))

describe('a token', () => {
  test('[row 80b] is the text form of any 32 bytes', () => {
    fc.assert(fc.property(random, text => isToken(tokenOf(text))))
  })

  test.each([
    '',
    'h',
    `h${'a'.repeat(42)}`,
    `h${'a'.repeat(44)}`,
    `g${'a'.repeat(43)}`,
    `h${'a'.repeat(42)}+`,
    `h${'a'.repeat(42)}/`,
    `h${'a'.repeat(43)}\n`,
    ` h${'a'.repeat(43)}`
  ])('cannot be %j', text => {
    expect(isToken(text)).toBe(false)
  })
})

describe('an Event URL', () => {
  test('shows no more than the last four characters of its token when it is masked', () => {
    fc.assert(
      fc.property(
        random,
        fc.constantFrom('https://acme.test', 'http://127.0.0.1:3000', 'https://acme.test/e/x'),
        (text, at) => {
          const url = eventUrlOf(at, tokenOf(text))
          const masked = maskEventUrl(url)
          expect(url).toBe(`${at}/e/h${text}`)
          expect(masked.endsWith(`/e/…${text.slice(-4)}`)).toBe(true)
          expect(masked).not.toContain(text.slice(-5))
        }
      )
    )
  })

  test('keeps its host and path when it is masked', () => {
    expect(maskEventUrl(eventUrlOf('https://acme.test', tokenOf('abcdefg'.repeat(7).slice(0, 43))))).toBe(
      'https://acme.test/e/…defg'.replace('defg', 'abcdefg'.repeat(7).slice(39, 43))
    )
  })
})

test.each<[SubscriptionStatus, boolean]>([
  [{ is: 'registering' }, true],
  [{ is: 'on' }, true],
  [{ is: 'paused' }, true],
  [{ is: 'deregistering' }, false],
  [{ is: 'ended', how: 'turned-off' }, false]
])('a subscription that is %j accepts deliveries: %s', (status, takes) => {
  expect(takesDeliveries(status)).toBe(takes)
})
