import type { AlertKind } from './alert.ts'

/** Titles of the alert kinds. A separate file, so that pages can load them later than the kinds. */
export const alertTitles: Record<AlertKind, string> = {
  'subscription-lost': 'Registration lost',
  'renewal-failed': 'Renewal failed',
  'registration-uncertain': 'Registration result unknown',
  'cleanup-stuck': 'Registration not removed',
  'poll-failed': 'Polling failed',
  'flow-on-hold': 'Flow on hold',
  'run-on-hold': 'Run on hold',
  'authorization-lost': 'Sign-in expired',
  'breaker-open': 'Service blocked',
  'drift-found': 'Drift found'
}
