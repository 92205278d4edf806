import type { AlertKind } from '@hookwright/model'

/** Group of reasons for alerts, by the part of the product that they are about. */
export interface AlertGroup {
  title: string
  kinds: readonly AlertKind[]
}

/** Reasons for alerts in three groups, each kind once. */
export const alertGroups: readonly AlertGroup[] = [
  {
    title: 'Registrations',
    kinds: ['subscription-lost', 'renewal-failed', 'registration-uncertain', 'cleanup-stuck']
  },
  { title: 'Runs and flows', kinds: ['run-on-hold', 'flow-on-hold', 'poll-failed'] },
  { title: 'Services and data', kinds: ['authorization-lost', 'breaker-open', 'drift-found'] }
]
