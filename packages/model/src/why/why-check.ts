import type { StoredBreaker } from '../connectors/breaker.ts'
import type { Id } from '../kernel/ids.ts'
import type { Millis } from '../kernel/millis.ts'
import { takesDeliveries } from '../subscriptions/status.ts'
import type { WhyFacts } from './facts.ts'

/** Stages of an event on its way to a run, in order. */
export const whyPlaces = [
  'event-url',
  'registration',
  'polling',
  'request',
  'state',
  'services',
  'run',
  'suspended',
  'limits'
] as const
export type WhyPlace = (typeof whyPlaces)[number]

/** Fix for a problem: an action, or a link to a page. */
export type WhyFix =
  | {
      do: 'turn-on' | 'resume' | 're-register' | 'renew' | 'send-test-event' | 'open-flow' | 'open-deliveries'
    }
  | { do: 'open-registration'; subscriptionId: Id }
  | { do: 'open-delivery'; deliveryId: Id }
  | { do: 'open-first-delivery'; deliveryId: Id }
  | { do: 'open-run'; runId: Id }
  | { do: 'open-waiting' | 'open-on-hold' }
  | { do: 'probe-service'; of: Pick<StoredBreaker, 'connectorId' | 'connectionId' | 'host'> }

/**
 * Result of checking one stage. `err` means that no event can start a run; `none` means that there is no
 * information yet.
 */
export interface WhyCheck {
  place: WhyPlace
  tone: 'ok' | 'warn' | 'err' | 'none'
  what: string
  /** Reason for the result and how to fix a problem, as sentences. */
  why: string | null
  /** Time of the event that the check found, or start of the state that it found. */
  at: Millis | null
  fixes: WhyFix[]
  /** True only for the first check with `err`. */
  isCause: boolean
}

/** Check result without its stage. */
export type CheckResult = Pick<WhyCheck, 'tone' | 'what'> & Partial<Pick<WhyCheck, 'why' | 'at' | 'fixes'>>

/** Returns true if the flow accepts deliveries now. */
export const isTaking = ({ subscription }: WhyFacts): boolean =>
  subscription !== null && takesDeliveries(subscription.status)

/**
 * Returns true for a time before the flow was last turned on. Such an event is not relevant for the current
 * state.
 */
export const isPast = ({ subscription }: WhyFacts, at: Millis): boolean =>
  subscription !== null && at < subscription.startedAt
