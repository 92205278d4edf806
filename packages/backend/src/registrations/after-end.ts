import {
  DAY,
  type EndedHow,
  type FaultData,
  type Healing,
  HOUR,
  type Millis,
  renewAgainAt,
  type Subscription
} from '@hookwright/model'
import type { SubscriptionRow, SubscriptionStore } from '@hookwright/store'
import { uncertainAlert } from '../alerts/new-alert.ts'
import type { RegistrationContext } from './registration-context.ts'

type Ended = Parameters<SubscriptionStore['endRegistering']>[1]
type Repair = NonNullable<Ended['repair']>

/** Time between two comparisons of a subscription with what its service lists. */
export const compareEveryOf = ({ terms }: Pick<Subscription, 'terms'>): Millis => terms.compareEvery ?? HOUR

/**
 * Repair of a registration that ended before its flow did: what was left is removed once a late answer can come no more.
 * One that a stop of this server kept from its time, or that belongs to a repair, is made again; a user who saw it end is
 * not overruled.
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
  how: EndedHow
  at: Millis
  mayExist: boolean
  isInterrupted: boolean
}

/** End of a registration, as far as its repair needs it. */
interface RegistrationEnd {
  mayExist: boolean
  fault: FaultData
  at: Millis
  /** A stop of this server ended it: the service is not to blame, so the repair does not wait. */
  isInterrupted?: boolean
}

/**
 * Returns the repair and the alert that follow the end of a registration. Where the event lists registrations, one in doubt is
 * compared and repaired, which turns its flow on again if it should be on. An alert reports a doubt that nothing repairs, and a
 * failed repair.
 */
export const afterEnd = (
  { outside }: RegistrationContext,
  row: SubscriptionRow,
  { mayExist, fault, at, isInterrupted = false }: RegistrationEnd
): Pick<Ended, 'repair' | 'alert'> => {
  const alert = uncertainAlert(outside, row, fault, at)
  const { listing } = row.terms
  if (!mayExist) return row.healing === null || !row.wanted ? {} : { alert }
  if (listing === undefined) return { alert }
  const { tries, since } = row.healing ?? { tries: 0, since: at }
  const isHopeless = at - since > DAY
  const healing: Healing = { to: row.wanted && !isHopeless ? 'on' : 'off', tries, since }
  const compareAt = tries === 0 || isInterrupted ? at : renewAgainAt(tries, at)
  return { repair: { compareAt, healing }, ...(isHopeless && { alert }) }
}
