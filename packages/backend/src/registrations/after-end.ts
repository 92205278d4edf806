import {
  DAY,
  type FaultData,
  type Healing,
  HOUR,
  type Millis,
  renewAgainAt,
  type Subscription,
  type SubscriptionEndReason
} from '@hookwright/model'
import type { SubscriptionRow, SubscriptionStore } from '@hookwright/store'
import { uncertainAlert } from '../alerts/new-alert.ts'
import type { RegistrationContext } from './registration-context.ts'

type Ended = Parameters<SubscriptionStore['endRegistering']>[1]
type Repair = NonNullable<Ended['repair']>

/** Returns the interval between two comparisons of a subscription with the service's list. */
export const compareEveryOf = ({ terms }: Pick<Subscription, 'terms'>): Millis => terms.compareEvery ?? HOUR

/**
 * Returns the repair plan of a registration that ended early, or `null` if none is needed. Leftovers are
 * removed once no late answer can arrive. The registration is repeated if a server stop interrupted it, or if
 * it was itself a repair. A failure that the user has seen is not repeated.
 */
export const repairLater = (
  { settings }: RegistrationContext,
  { row, how, at, mayExist, isInterrupted }: EarlyRepair
): Repair | null => {
  if (row.terms.listing === undefined) return null
  const { tries, since } = row.healing ?? { tries: 0, since: at }
  const isMeant = row.wanted && how === 'timed-out' && (isInterrupted || row.healing !== null)
  const to = isMeant && at - since <= DAY ? 'on' : 'off'
  if (!mayExist && to === 'off') return null
  const wait = mayExist ? settings.registrationTime : 0
  const compareAt =
    to === 'off' || isInterrupted ? at + wait : Math.max(at + wait, renewAgainAt(tries + 1, at))
  return { compareAt, healing: { to, tries, since } }
}

interface EarlyRepair {
  row: SubscriptionRow
  how: SubscriptionEndReason
  at: Millis
  mayExist: boolean
  isInterrupted: boolean
}

/** End of a registration with the facts needed for its repair. */
interface RegistrationEnd {
  mayExist: boolean
  fault: FaultData
  at: Millis
  /**
   * True if the registration ended because this server stopped. The repair then starts immediately, because
   * the service is not the cause.
   */
  isInterrupted?: boolean
}

/**
 * Returns the repair and the alert to store when a registration ends. A repair needs a flow that lists
 * registrations. It compares an uncertain registration with the service, and turns the flow on again if it
 * should be on. The alert reports failed repairs, and uncertain registrations that cannot be repaired.
 */
export const afterEnd = (
  { effects }: RegistrationContext,
  row: SubscriptionRow,
  { mayExist, fault, at, isInterrupted = false }: RegistrationEnd
): Pick<Ended, 'repair' | 'alert'> => {
  const alert = uncertainAlert(effects, row, fault, at)
  const { listing } = row.terms
  if (!mayExist) return row.healing === null || !row.wanted ? {} : { alert }
  if (listing === undefined) return { alert }
  const { tries, since } = row.healing ?? { tries: 0, since: at }
  const isHopeless = at - since > DAY
  const healing: Healing = { to: row.wanted && !isHopeless ? 'on' : 'off', tries, since }
  const compareAt = tries === 0 || isInterrupted ? at : renewAgainAt(tries, at)
  return { repair: { compareAt, healing }, ...(isHopeless && { alert }) }
}
