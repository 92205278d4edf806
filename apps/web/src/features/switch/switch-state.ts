import {
  formatHold,
  isEnteredByHand,
  type Millis,
  type Pending,
  type Subscription,
  type SubscriptionEndReason
} from '@hookwright/model'
import { isOn } from './is-on.ts'

/** Reason why turning on failed, and the time of the failure. */
export interface TurnOnFailure {
  how: Exclude<SubscriptionEndReason, 'turned-off' | 'replaced'>
  at: Millis
}

/** State of a flow as shown by its switch. Times are server times. */
export type SwitchState =
  | { is: 'off'; after: TurnOnFailure | null }
  | { is: 'turning-on'; from: Millis; until: Millis }
  | { is: 'on' }
  | { is: 'paused' }
  | { is: 'on-hold'; why: string }
  | { is: 'turning-off'; from: Millis; until: Millis; cancels: boolean }

/** A click that the server has not answered yet. */
export interface SwitchRequest {
  to: 'on' | 'off'
  at: Millis
}

/** Assumed time limit of turning on, used until the server returns the actual limit. */
const USUAL_TIME: Millis = 60_000

const troubleOf = (how: SubscriptionEndReason, at: Millis): TurnOnFailure | null =>
  how === 'turned-off' || how === 'replaced' ? null : { how, at }

/** Returns the state of a switch from the subscription of the flow and a click that is not answered yet. */
export const switchStateOf = (subscription: Subscription | null, wish: SwitchRequest | null): SwitchState => {
  if (wish?.to === 'on' && !isOn({ subscription })) {
    return { is: 'turning-on', from: wish.at, until: wish.at + USUAL_TIME }
  }
  if (subscription === null) return { is: 'off', after: null }
  const { status, startedAt, deadline, since, hold } = subscription
  const time = deadline - startedAt
  if (wish?.to === 'off' && isOn({ subscription })) {
    const cancels = status.is === 'registering'
    return { is: 'turning-off', from: wish.at, until: wish.at + time, cancels }
  }
  switch (status.is) {
    case 'registering':
      return { is: 'turning-on', from: startedAt, until: deadline }
    case 'on':
      return { is: 'on' }
    case 'paused':
      return hold === null ? { is: 'paused' } : { is: 'on-hold', why: formatHold(hold) }
    case 'deregistering':
      return { is: 'turning-off', from: since, until: since + time, cancels: false }
    case 'ended':
      return { is: 'off', after: troubleOf(status.how, since) }
  }
}

/** State of registering an active flow again. */
export type Replacing =
  | { is: 'under-way'; from: Millis; until: Millis }
  | { is: 'failed'; how: TurnOnFailure['how']; at: Millis }

/** Returns the state of registering again, from the new subscription; null if there is nothing to show. */
export const replacingOf = (successor: Subscription | null): Replacing | null => {
  if (successor === null) return null
  const { status, startedAt, deadline, since } = successor
  if (status.is === 'registering') return { is: 'under-way', from: startedAt, until: deadline }
  const trouble = status.is === 'ended' ? troubleOf(status.how, since) : null
  return trouble && { is: 'failed', ...trouble }
}

/**
 * Describes the progress or failure of registering an active flow again: “The flow is being registered again.
 * It stays on meanwhile.”
 *
 * `why` is added to a failure.
 */
export const formatReplacing = (replacing: Replacing, flow: SwitchState['is'], why: string): string => {
  const as = flow === 'paused' ? 'paused' : flow === 'on-hold' ? 'on hold' : 'on'
  if (replacing.is === 'under-way') return `The flow is being registered again and stays ${as}.`
  return replacing.how === 'cancelled'
    ? `Registering again was cancelled. The flow is still ${as}.`
    : `The flow could not be registered again and is still ${as}. ${why}`
}

/** Returns true while the flow is turning on or off. */
export const isBusy = (switchState: SwitchState): boolean =>
  switchState.is === 'turning-on' || switchState.is === 'turning-off'

/**
 * Returns true when turning a flow off needs a confirmation.
 *
 * A person has entered the flow's Event URL at the service, and turning the flow on again creates a different
 * URL.
 */
export const confirmsTurningOff = (switchState: SwitchState, subscription: Subscription | null): boolean =>
  subscription !== null &&
  isEnteredByHand(subscription.terms) &&
  (switchState.is === 'on' || isPaused(switchState))

/**
 * Returns true if the panel stays open after turning on, since a person must enter the Event URL at the
 * service.
 */
export const staysOpen = (switchState: SwitchState, subscription: Subscription | null): boolean =>
  subscription !== null && isEnteredByHand(subscription.terms) && switchState.is === 'on'

/** Returns true while the flow is paused or on hold. Its events are then stored. */
export const isPaused = ({ is }: SwitchState): boolean => is === 'paused' || is === 'on-hold'

/**
 * Returns the elapsed and the total time of turning on or off, in whole seconds. `part` is their ratio (0 to
 * 1).
 */
export const passedOf = (
  { from, until }: { from: Millis; until: Millis },
  now: Millis
): { seconds: number; of: number; part: number } => {
  const passed = Math.min(Math.max(0, now - from), until - from)
  return {
    seconds: Math.floor(passed / 1000),
    of: Math.round((until - from) / 1000),
    part: until > from ? passed / (until - from) : 1
  }
}

/** Labels of the ways in which turning on fails. */
export const turnOnFailureLabels: Record<TurnOnFailure['how'], string> = {
  refused: 'Refused',
  'timed-out': 'Timed out',
  cancelled: 'Cancelled',
  uncertain: 'Uncertain'
}

/** Describes the state of a switch for screen readers: “On”, “Turning off”. */
export const formatSwitchState = (switchState: SwitchState): string => {
  switch (switchState.is) {
    case 'off':
      return switchState.after === null ? 'Off' : `Off: ${turnOnFailureLabels[switchState.after.how]}`
    case 'turning-on':
      return 'Turning on'
    case 'on':
      return 'On'
    case 'paused':
      return 'Paused'
    case 'on-hold':
      return 'On hold'
    case 'turning-off':
      return switchState.cancels ? 'Cancelling' : 'Turning off'
  }
}

/**
 * Returns the newer of two states of a subscription, which may come from a list and from the switch's own
 * query.
 */
export const newerOf = (one: Subscription | null, other: Subscription | null): Subscription | null => {
  if (one === null || other === null) return one ?? other
  return one.since > other.since ? one : other
}

/**
 * Describes how the draft differs from the running revision: “Changes not applied”, “Register again to
 * apply”. Null without a difference.
 */
export const formatPending = (pending: Pending['is']): string | null => {
  switch (pending) {
    case 'in-place':
      return 'Changes not applied'
    case 're-register':
      return 'Register again to apply'
    case 'none':
    case 'off':
      return null
  }
}
