import type { Lifetime } from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import type { RegistrationContext } from './registration-context.ts'
import { lifeOf } from './rows.ts'

/** Until when a subscription lives by itself; null while it is not on. What was tried is looked up only where that failed. */
export const lifetimeOf = async (
  { store }: Pick<RegistrationContext, 'store'>,
  row: SubscriptionRow
): Promise<Lifetime | null> => {
  if (row.status.is !== 'on' && row.status.is !== 'paused') return null
  return lifeOf(row, row.renewTries === 0 ? [] : await store.subscriptions.attemptsOf(row.id))
}
