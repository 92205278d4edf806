/*
 * Wire format of the MCP Events extension (SEP-3415, October 2026; protocol revision 2026-07-28): methods and their
 * parameters, notifications, webhook bodies and headers; error codes are in `event-errors.ts`. Nothing else in the project knows it.
 */
import { z } from 'zod'
import { JsonObject } from '../kernel/json.ts'
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../kernel/millis.ts'
import type { JsonSchema } from './event-schema.ts'

/** Identifier of the extension, a key in `capabilities.extensions`. */
export const EVENTS_EXTENSION = 'io.modelcontextprotocol/events'

/** Key in `_meta` of each notification of a stream: the JSON-RPC id of its request. */
export const SUBSCRIPTION_META = 'io.modelcontextprotocol/subscriptionId'

/** Limits of subscriptions. */
export const eventLimits = {
  /** Shortest and longest granted lifetime, and the one granted without a suggestion. */
  shortestTtl: 5 * SECOND,
  longestTtl: 7 * DAY,
  usualTtl: HOUR,
  /** Subscriptions of one client, with what it polls and streams, and its open streams. */
  subscriptions: 1_000,
  streams: 20,
  /** Largest body of a webhook, in bytes. */
  body: 256 * 1024,
  /** Events of a poll: by default and at most. */
  usualEvents: 100,
  mostEvents: 1_000,
  /** Recommended interval between polls. */
  nextPoll: 5 * SECOND,
  /** Time for which a poll keeps its registration, and a stream after its end. */
  pollLease: 15 * MINUTE,
  streamLease: 2 * MINUTE,
  /** Interval of the heartbeat of a stream. */
  heartbeat: 15 * SECOND,
  /** Time for which the secret before a rotation signs, too. */
  formerSecret: 10 * MINUTE
} as const satisfies Record<string, Millis>

const Cursor = z.string().max(200).nullish()
const MaxAge = z.int().nonnegative().nullish()
const Watched = z.object({ name: z.string().max(300), arguments: JsonObject.default({}) })

/** Parameters of `events/list`. */
export const ListEvents = z.object({ cursor: z.string().max(200).nullish() })

/** Parameters of `events/poll`. */
export const PollEvents = Watched.extend({
  cursor: Cursor,
  maxAgeMs: MaxAge,
  maxEvents: z.int().positive().nullish()
})

/** Parameters of `events/stream`. */
export const StreamEvents = Watched.extend({ cursor: Cursor, maxAgeMs: MaxAge })

const CallbackUrl = z.string().max(2_048)

/** Parameters of `events/subscribe`. An unknown mode is refused by name, so any text parses. */
export const SubscribeEvents = Watched.extend({
  delivery: z.object({ mode: z.string().max(100), url: CallbackUrl, secret: z.string().max(200) }),
  cursor: Cursor,
  maxAgeMs: MaxAge,
  ttlMs: z.number().nonnegative().nullish()
})

/** Parameters of `events/unsubscribe`. */
export const UnsubscribeEvents = Watched.extend({ delivery: z.object({ url: CallbackUrl }) })

/** Ways in which events reach a client. */
export type DeliveryMode = 'webhook' | 'push' | 'poll'

/** Event type as a client lists it. */
export interface EventType {
  name: string
  title?: string
  description?: string
  delivery: DeliveryMode[]
  inputSchema: JsonSchema
  payloadSchema: JsonSchema
  _meta?: Record<string, unknown>
}

/** Event that occurred. */
export interface EventOccurrence {
  eventId: string
  name: string
  timestamp: string
  data: Record<string, unknown>
  cursor?: string | null
  _meta?: Record<string, unknown>
}

/** Notifications of a stream. */
export const streamNotifications = {
  active: 'notifications/events/active',
  event: 'notifications/events/event',
  error: 'notifications/events/error',
  heartbeat: 'notifications/events/heartbeat',
  terminated: 'notifications/events/terminated'
} as const

/** Category of a failed webhook, the only thing that a client learns of it. */
export const callbackFailures = [
  'connection_refused',
  'timeout',
  'tls_error',
  'http_4xx',
  'http_5xx',
  'challenge_failed'
] as const
export type CallbackFailure = (typeof callbackFailures)[number]

/** State of webhook delivery, returned when a subscription is refreshed. */
export interface CallbackStatus {
  active: boolean
  lastDeliveryAt: string | null
  lastError: CallbackFailure | null
  failedSince?: string
}

/** Header that names the subscription of a webhook. */
export const SUBSCRIPTION_HEADER = 'x-mcp-subscription-id'

/** Returns the granted lifetime for a suggestion: none is refused, each is brought within the limits. */
export const grantedTtl = (suggested: number | null | undefined): Millis => {
  const { shortestTtl, longestTtl, usualTtl } = eventLimits
  if (suggested === undefined) return usualTtl
  if (suggested === null) return longestTtl
  return Math.floor(Math.min(Math.max(suggested, shortestTtl), longestTtl))
}

const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/

/** Returns true for a secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export const isWebhookSecret = (text: string): boolean => {
  const encoded = SECRET.exec(text)?.[1]
  if (encoded === undefined) return false
  const bytes = (encoded.length / 4) * 3 - (encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0)
  return bytes >= 24 && bytes <= 64
}
