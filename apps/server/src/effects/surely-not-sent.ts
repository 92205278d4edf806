import type { FaultCode, FaultData } from '@hookwright/model'

/** Faults that come before anything is sent. */
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
 * True when a fault of the guarded client says that its request surely never left, so that nothing can have come of it
 * at the service. The detail `sent` has the last word: `no` or `maybe`.
 */
export const surelyNotSent = (fault: FaultData): boolean =>
  fault.details.sent === undefined ? before.has(fault.code) : fault.details.sent === 'no'
