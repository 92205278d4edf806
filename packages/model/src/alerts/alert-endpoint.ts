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

/** External endpoint to which alerts are sent, signed as in Standard Webhooks. */
export interface AlertEndpoint {
  id: Id
  url: string
  /** Kinds of alerts to send; null for all. */
  kinds: AlertKind[] | null
  status: AlertEndpointStatus
  createdAt: Millis
  /** Time since which messages to it fail; null while the last one succeeded. */
  failingSince: Millis | null
  /**
   * End of the period in which messages are signed with the former secret, too; null without one.
   */
  formerUntil: Millis | null
}

/** Attempt to send a message. */
export interface AlertSending {
  at: Millis
  /** HTTP status of the response, or null without one. */
  status: number | null
  /** Reason of the failure, as a sentence; null for a success. */
  why: string | null
  /** Duration. */
  took: Millis
}

/** Delivery status of a message. */
export type AlertMessageStatus =
  | { is: 'waiting'; nextAt: Millis }
  | { is: 'sent' }
  /** Given up after the last attempt, or because its endpoint accepts no more messages. */
  | { is: 'given-up' }

/** Message to one endpoint. Its id is the `webhook-id` header, the same at each attempt. */
export interface AlertMessage {
  id: Id
  endpointId: Id
  /** Alert of the message; null for a test message. */
  alertId: Id | null
  type: string
  /** Exact text that is signed and sent. */
  body: string
  status: AlertMessageStatus
  createdAt: Millis
  /** Attempts, oldest first. */
  sendings: AlertSending[]
}

/**
 * Delays after each failed attempt, by the schedule of the Standard Webhooks specification,
 * “Deliverability and reliability”. The first attempt has no delay.
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

/**
 * Maximum share of a delay that is added at random, so that many messages are not retried
 * simultaneously.
 */
const JITTER = 0.1

/**
 * Returns the time of the next attempt after a number of failed ones; null after the last.
 * @param random number in [0, 1)
 * @param notBefore time requested by the endpoint (`Retry-After`), up to a day
 */
export const sendAgainAt = (params: {
  tries: number
  now: Millis
  random: number
  notBefore: Millis | null
}): Millis | null => {
  const { tries, now, random, notBefore } = params
  const wait = WAITS[tries - 1]
  if (wait === undefined) return null
  const at = now + Math.round(wait * (1 + JITTER * random))
  return Math.max(at, Math.min(notBefore ?? at, now + DAY))
}

/** Time without a successful message after which an endpoint is stopped. */
export const STOP_AFTER: Millis = 5 * DAY

/** Time for which messages are signed with the previous secret, too. */
export const FORMER_SECRET: Millis = DAY
