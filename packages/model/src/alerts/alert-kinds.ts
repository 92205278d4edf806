/** Kinds of alerts, in display order. */
export const alertKinds = [
  'subscription-lost',
  'renewal-failed',
  'registration-uncertain',
  'cleanup-stuck',
  'poll-failed',
  'flow-on-hold',
  'run-on-hold',
  'authorization-lost',
  'breaker-open',
  'drift-found'
] as const
