import type { Attempt, Lifetime, Subscription } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import type { RegistrationContext } from './registration-context.ts'

/** Returns the row of a subscription that has just begun. */
export const newRow = (
  subscription: Subscription,
  sealed: { tokenSealed: Uint8Array; signingSecretSealed: Uint8Array }
): SubscriptionRow => ({
  ...subscription,
  ...sealed,
  registrationData: null,
  expiresAt: null,
  capturedSealed: null,
  matched: {},
  renewAt: null,
  renewTries: 0,
  gaps: [],
  answersUntil: null,
  probedAt: null,
  compareAt: null,
  healing: null
})

/** Returns the public part of a subscription row. */
export const shownOf = (row: SubscriptionRow): Subscription => ({
  id: row.id,
  flowId: row.flowId,
  status: row.status,
  wanted: row.wanted,
  replacedBy: row.replacedBy,
  terms: row.terms,
  startedAt: row.startedAt,
  deadline: row.deadline,
  since: row.since,
  fault: row.fault,
  tokenTail: row.tokenTail,
  hold: row.hold
})

/** Returns the lifetime of a subscription, with its renewals and gaps. */
export const lifeOf = (
  { expiresAt, renewAt, renewTries, gaps }: SubscriptionRow,
  attempts: readonly Attempt[]
): Lifetime => {
  const ended = attempts.filter(({ kind, outcome }) => kind === 'renewal' && outcome !== 'running')
  const failed = renewTries === 0 ? null : (ended.at(-1)?.fault ?? null)
  return { expiresAt, renewAt, renewTries, failed, gaps }
}

/**
 * Returns the lifetime of a subscription; `null` if it is not on. Attempts are loaded only after a failure.
 */
export const lifetimeOf = async (
  { store }: Pick<RegistrationContext, 'store'>,
  row: SubscriptionRow
): Promise<Lifetime | null> => {
  if (row.status.is !== 'on' && row.status.is !== 'paused') return null
  return lifeOf(row, row.renewTries === 0 ? [] : await store.subscriptions.attemptsOf(row.id))
}
