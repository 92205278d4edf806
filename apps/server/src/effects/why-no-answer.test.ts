import { describe, expect, it } from 'vitest'
import { whyNoAnswer } from './why-no-answer.ts'

describe('why there is no answer', () => {
  const coded = (code: string): Error => Object.assign(new Error('raw text'), { code })

  it.each([
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'signed its certificate itself'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'another host name'],
    ['EAI_AGAIN', 'could not be looked up'],
    ['UND_ERR_CONNECT_TIMEOUT', 'no connection came about in time'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'no secure connection'],
    ['E_NEW', 'something unexpected happened (E_NEW).']
  ])('is said in words for %s', (code, why) => {
    expect(whyNoAnswer(coded(code))).toContain(why)
  })

  it('is that of the first address when several were tried', () => {
    expect(whyNoAnswer(new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')]))).toContain(
      'was refused'
    )
  })

  it('never shows the raw text of what was thrown', () => {
    expect(whyNoAnswer(new TypeError('raw text'))).toBe('something unexpected happened (TypeError).')
    expect(whyNoAnswer('raw text')).toBe('something unexpected happened (unknown).')
  })
})
