import { describe, expect, it } from 'vitest'
import { whyNoAnswer } from './why-no-answer.ts'

describe('the reason for no answer', () => {
  const coded = (code: string): Error => Object.assign(new Error('raw text'), { code })

  it.each([
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'is self-signed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another host name'],
    // A machine without a network gives this code for a host that exists.
    ['EAI_AGAIN', 'no DNS server answered; check that this server reaches the network.'],
    ['ENOTFOUND', 'no address was found for the host name'],
    ['UND_ERR_CONNECT_TIMEOUT', 'the connection timed out'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'the TLS connection failed'],
    ['E_NEW', 'an unexpected error occurred (E_NEW).']
  ])('is a sentence for %s', (code, why) => {
    expect(whyNoAnswer(coded(code))).toContain(why)
  })

  it('is that of the first address when several were tried', () => {
    expect(whyNoAnswer(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]))).toContain(
      'was refused'
    )
  })

  it('never shows the raw text of the error', () => {
    expect(whyNoAnswer(new TypeError('raw text'))).toBe('an unexpected error occurred (TypeError).')
    expect(whyNoAnswer('raw text')).toBe('an unexpected error occurred (unknown).')
  })
})
