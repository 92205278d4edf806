/** Kinds of alerts, in the order in which lists offer them. */
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

/** Titles of the alert kinds. */
export const alertTitles: Record<(typeof alertKinds)[number], string> = {
  'subscription-lost': 'Subscription lost',
  'renewal-failed': 'Renewal failed',
  'registration-uncertain': 'Registration uncertain',
  'cleanup-stuck': 'Cleanup stuck',
  'poll-failed': 'Polling failed',
  'flow-on-hold': 'Flow on hold',
  'run-on-hold': 'Run on hold',
  'authorization-lost': 'Authorization lost',
  'breaker-open': 'Breaker open',
  'drift-found': 'Drift found'
}
