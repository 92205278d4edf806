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

/** Key in `_meta` of each stream notification. Its value is the JSON-RPC id of the stream's request. */
export const SUBSCRIPTION_META = 'io.modelcontextprotocol/subscriptionId'

/** Limits of agents' subscriptions to events. */
export const eventLimits = {
  /** Minimum, maximum and default lifetime of a subscription. */
  shortestTtl: 5 * SECOND,
  longestTtl: 7 * DAY,
  usualTtl: HOUR,
  /** Maximum number of subscriptions of one client, including polls and streams, and of its open streams. */
  subscriptions: 1_000,
  streams: 20,
  /** Maximum size of a webhook body, in bytes. */
  body: 256 * 1024,
  /** Default and maximum number of events per poll. */
  usualEvents: 100,
  mostEvents: 1_000,
  /** Recommended interval between polls. */
  nextPoll: 5 * SECOND,
  /** Time for which the server remembers a client after its last poll or the end of its stream. */
  pollLease: 15 * MINUTE,
  streamLease: 2 * MINUTE,
  /** Interval between heartbeats of a stream. */
  heartbeat: 15 * SECOND,
  /** Time for which the previous secret also signs after a rotation. */
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

/**
 * Parameters of `events/subscribe`. The schema accepts any mode, so that an unknown mode gets its own error.
 */
export const SubscribeEvents = Watched.extend({
  delivery: z.object({ mode: z.string().max(100), url: CallbackUrl, secret: z.string().max(200) }),
  cursor: Cursor,
  maxAgeMs: MaxAge,
  ttlMs: z.number().nonnegative().nullish()
})

/** Parameters of `events/unsubscribe`. */
export const UnsubscribeEvents = Watched.extend({ delivery: z.object({ url: CallbackUrl }) })

/** Ways to deliver events to a client. */
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

/** Occurrence of an event, as sent to a client. */
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

/** Category of a failed webhook. A client learns nothing else about the failure. */
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

/** Header with the subscription id of a webhook. */
export const SUBSCRIPTION_HEADER = 'x-mcp-subscription-id'

/**
 * Returns the lifetime that a subscription gets: the suggested value, limited to the allowed range. Without a
 * suggestion it is an hour; for `null` it is the maximum.
 */
export const grantedTtl = (suggested: number | null | undefined): Millis => {
  const { shortestTtl, longestTtl, usualTtl } = eventLimits
  if (suggested === undefined) return usualTtl
  if (suggested === null) return longestTtl
  return Math.floor(Math.min(Math.max(suggested, shortestTtl), longestTtl))
}

const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/

/** Returns true for a Standard Webhooks secret: `whsec_` and 24 to 64 bytes in base64. */
export const isWebhookSecret = (text: string): boolean => {
  const encoded = SECRET.exec(text)?.[1]
  if (encoded === undefined) return false
  const bytes = (encoded.length / 4) * 3 - (encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0)
  return bytes >= 24 && bytes <= 64
}
