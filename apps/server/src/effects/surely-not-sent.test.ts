import { Fault, type FaultCode, type FaultDetails } from '@hookwright/model'
import { describe, expect, it } from 'vitest'
import { surelyNotSent } from './surely-not-sent.ts'

const isSure = (code: FaultCode, details: FaultDetails = {}): boolean =>
  surelyNotSent(new Fault(code, details).toData())

describe('a request', () => {
  it.each([
    'connection.incomplete',
    'http.header',
    'http.host-not-allowed',
    'http.refused-address',
    'http.url'
  ] as const)('that failed with %s was not sent, unless an earlier redirect was', code => {
    expect(isSure(code)).toBe(true)
    expect(isSure(code, { sent: 'maybe' })).toBe(false)
  })

  it.each(['http.no-answer', 'http.timed-out'] as const)(
    'that failed with %s records itself whether it was sent',
    code => {
      expect(isSure(code, { sent: 'no' })).toBe(true)
      expect(isSure(code, { sent: 'maybe' })).toBe(false)
      expect(isSure(code)).toBe(false)
    }
  )

  it.each(['internal', 'http.status', 'http.answer-too-large', 'registration.cancelled'] as const)(
    'that failed with %s may have been sent',
    code => {
      expect(isSure(code)).toBe(false)
    }
  )
})
