import { type AlertKind, alertKinds, alertTitles, type Choice } from '@hookwright/model'

/**
 * Choices for several kinds of alerts at once, such as “All run and request alerts”. The keys are the values
 * of the choices.
 */
const several: Record<string, { display: string; kinds: AlertKind[] }> = {
  subscriptions: {
    display: 'All subscription alerts',
    kinds: [
      'subscription-lost',
      'renewal-failed',
      'registration-uncertain',
      'cleanup-stuck',
      'poll-failed',
      'flow-on-hold'
    ]
  },
  running: {
    display: 'All run and request alerts',
    kinds: ['run-on-hold', 'authorization-lost', 'breaker-open']
  }
}

/** Choices of the option that selects kinds of alerts. An empty option selects all kinds. */
export const kindChoices: Choice[] = [
  ...Object.entries(several).map(([value, { display }]) => ({ display, value })),
  ...alertKinds.map(kind => ({ display: alertTitles[kind], value: kind }))
]

/** Returns true if the value of the option for alert kinds includes this kind. */
export const isChosenKind = (chosen: unknown, kind: AlertKind): boolean => {
  if (chosen === null || chosen === undefined || chosen === '') return true
  if (typeof chosen !== 'string' || chosen === kind) return chosen === kind
  return Object.hasOwn(several, chosen) && several[chosen]?.kinds.includes(kind) === true
}
