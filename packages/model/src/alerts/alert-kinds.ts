/** What somebody should know of, in the order in which lists offer it. */
export const alertKinds = [
  'subscription-lost',
  'renewal-failed',
  'registration-uncertain',
  'cleanup-stuck',
  'run-parked',
  'breaker-open',
  'drift-found'
] as const
