import { z } from 'zod'
import type { Id } from '../kernel/ids.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../kernel/millis.ts'
import type { AlertKind } from './alert.ts'

/**
 * Schema of the URL that alerts are sent to. It must be absolute and use https, or http if the outbound rules
 * allow it.
 */
export const AlertUrl = z
  .url({
    protocol: /^https?$/,
    error: 'Enter the full address, beginning with https:// or http://.'
  })
  .max(2_000)
  .refine(url => !/^https?:\/\/[^/?#]*@/i.test(url), {
    error: 'Remove the user name and password from the address: other members can see it.'
  })

/** Status of an endpoint: `off` was set by a person, `stopped` by the server. `why` is a sentence. */
export type AlertEndpointStatus = { is: 'on' } | { is: 'off' } | { is: 'stopped'; why: string }

/** External endpoint that receives alerts, signed as defined by Standard Webhooks. */
export interface AlertEndpoint {
  id: Id
  url: string
  /** Kinds of alerts to send; null for all kinds. */
  kinds: AlertKind[] | null
  status: AlertEndpointStatus
  createdAt: Millis
  /** Time since which sending to the endpoint fails; null if the last message succeeded. */
  failingSince: Millis | null
  /** End of the period in which messages are also signed with the former secret; null if there is none. */
  formerUntil: Millis | null
}

/** Attempt to send a message to an endpoint. */
export interface AlertSending {
  at: Millis
  /** HTTP status of the response; null without a response. */
  status: number | null
  /** Reason for the failure, as a sentence; null for a success. */
  why: string | null
  /** Duration of the attempt, in milliseconds. */
  took: Millis
}

/** Delivery status of a message. */
export type AlertMessageStatus =
  | { is: 'waiting'; nextAt: Millis }
  | { is: 'sent' }
  /** Message was given up after the last attempt, or because its endpoint no longer accepts messages. */
  | { is: 'given-up' }

/** Message to one endpoint. Its id is sent as the `webhook-id` header and stays the same for all attempts. */
export interface AlertMessage {
  id: Id
  endpointId: Id
  /** Alert that the message is about; null for a test message. */
  alertId: Id | null
  type: string
  /** Exact text that is signed and sent. */
  body: string
  status: AlertMessageStatus
  createdAt: Millis
  /** Attempts so far, oldest first. */
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
 * Maximum random addition to a delay, as a fraction of the delay. It prevents many messages from being
 * retried simultaneously.
 */
const JITTER = 0.1

/**
 * Returns the time of the next attempt after a number of failed attempts. `null` after the last attempt.
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

/** Time without a successful message after which an endpoint is stopped, in milliseconds. */
export const STOP_AFTER: Millis = 5 * DAY

/** Time during which messages are also signed with the previous secret, in milliseconds. */
export const FORMER_SECRET: Millis = DAY
