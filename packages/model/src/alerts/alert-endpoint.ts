import { z } from 'zod'
import type { Id } from '../kernel/ids.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../kernel/millis.ts'
import type { AlertKind } from './alert.ts'

/** URL to send alerts to: absolute, on https, or on http where the outbound rules allow it. */
export const AlertUrl = z
  .url({
    protocol: /^https?$/,
    error: 'Enter the full address, beginning with https:// or http://.'
  })
  .max(2_000)
  .refine(url => !/^https?:\/\/[^/?#]*@/i.test(url), {
    error: 'Remove the user name and password from the address: other members can see it.'
  })

/** Status of an endpoint. The server stops it, with a reason as a sentence; a person switches it off. */
export type AlertEndpointStatus = { is: 'on' } | { is: 'off' } | { is: 'stopped'; why: string }

/** A place outside to which alerts are sent, signed as Standard Webhooks says. */
export interface AlertEndpoint {
  id: Id
  url: string
  /** Kinds of alerts to send; null for all. */
  kinds: AlertKind[] | null
  status: AlertEndpointStatus
  createdAt: Millis
  /** Time since which messages to it fail; null while the last one succeeded. */
  failingSince: Millis | null
  /** End of the period in which the former secret signs too; null without one. */
  formerUntil: Millis | null
}

/** A try to send a message. */
export interface AlertSending {
  at: Millis
  /** HTTP status of the response, or null without one. */
  status: number | null
  /** Reason why it failed, as a sentence; null when it did not. */
  why: string | null
  /** Duration. */
  took: Millis
}

/** Delivery status of a message. */
export type AlertMessageStatus =
  | { is: 'waiting'; nextAt: Millis }
  | { is: 'sent' }
  /** Given up after the last attempt, or because its endpoint accepts nothing any more. */
  | { is: 'given-up' }

/** Message to one endpoint; its id is the `webhook-id` header, the same on each try. */
export interface AlertMessage {
  id: Id
  endpointId: Id
  /** Null for one that tries the endpoint. */
  alertId: Id | null
  type: string
  /** The exact text that is signed and sent. */
  body: string
  status: AlertMessageStatus
  createdAt: Millis
  /** Its tries, oldest first. */
  sendings: AlertSending[]
}

/**
 * Delays after each failed try. It is the schedule of the Standard Webhooks specification, “Deliverability and reliability”,
 * after a first try without delay.
 */
const WAITS: readonly Millis[] = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR
]

/** Share of a wait that is added at random, so that many messages are not retried at once. */
const JITTER = 0.1

/**
 * Returns the time of the next attempt after a number of failed ones; null after the last.
 * @param random from 0 to below 1
 * @param notBefore what the endpoint asks for (`Retry-After`), up to a day
 */
export const sendAgainAt = (given: {
  tries: number
  now: Millis
  random: number
  notBefore: Millis | null
}): Millis | null => {
  const { tries, now, random, notBefore } = given
  const wait = WAITS[tries - 1]
  if (wait === undefined) return null
  const at = now + Math.round(wait * (1 + JITTER * random))
  return Math.max(at, Math.min(notBefore ?? at, now + DAY))
}

/** An endpoint to which nothing got through for so long is stopped. */
export const STOP_AFTER: Millis = 5 * DAY

/** Time for which the previous secret signs next to the new one. */
export const FORMER_SECRET: Millis = DAY
