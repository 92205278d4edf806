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

/** What each kind is called. */
export const alertTitles: Record<(typeof alertKinds)[number], string> = {
  'subscription-lost': 'Subscription lost',
  'renewal-failed': 'Renewal failed',
  'registration-uncertain': 'Registration uncertain',
  'cleanup-stuck': 'Cleanup stuck',
  'run-parked': 'Run parked',
  'breaker-open': 'Breaker open',
  'drift-found': 'Drift found'
}
