import type { FaultCode, FaultData } from '@hookwright/model'

/** Faults that occur before anything is sent. */
const before = new Set<FaultCode>([
  'connection.incomplete',
  'http.header',
  'http.host-not-allowed',
  'http.refused-address',
  'http.refused-port',
  'http.secret-not-allowed',
  'http.url'
])

/**
 * Returns true if a fault of the guarded client means that the request was certainly not sent. The detail
 * `sent` (`no` or `maybe`) takes precedence over the fault's code.
 */
export const surelyNotSent = (fault: FaultData): boolean =>
  fault.details.sent === undefined ? before.has(fault.code) : fault.details.sent === 'no'
