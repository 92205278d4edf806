import { z } from 'zod'
import { ConnectionPurpose } from '../connectors/connection.ts'
import { Id } from '../kernel/ids.ts'
import { DAY, MINUTE, Millis } from '../kernel/millis.ts'
import { alertKinds } from './alert-kinds.ts'

export const AlertKind = z.enum(alertKinds)
export type AlertKind = z.infer<typeof AlertKind>

/** Maximum length of a stored reason, in characters. */
const MOST_WHY = 500

/**
 * Schema of a reason: a sentence that may be sent to external endpoints. It never quotes a service or a card.
 */
const Why = z.string().max(MOST_WHY)

/** Truncates a reason to the maximum length. */
export const alertWhy = (why: string): string =>
  why.length <= MOST_WHY ? why : `${why.slice(0, MOST_WHY - 1)}…`

/** Ids that every alert about a subscription contains. */
const ofSubscription = {
  flowId: Id,
  subscriptionId: Id,
  connectorId: Id,
  connectionId: Id.nullable()
}

/** Subject of an alert: its kind, ids and reason. Names are looked up when the alert is shown. */
export const AlertAbout = z.discriminatedUnion('kind', [
  /**
   * The service has deleted a subscription, or the subscription expired before its renewal. Events since then
   * may have been missed.
   */
  z.strictObject({ kind: z.literal('subscription-lost'), ...ofSubscription, since: Millis, why: Why }),
  /** Renewal of a subscription failed. It is retried automatically at `nextAt`. */
  z.strictObject({
    kind: z.literal('renewal-failed'),
    ...ofSubscription,
    expiresAt: Millis,
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** The response to a registration was lost, so an unused registration may exist at the service. */
  z.strictObject({ kind: z.literal('registration-uncertain'), ...ofSubscription, why: Why }),
  /**
   * Cleanup of a registration failed, and the registration may still exist at the service. `nextAt` is the
   * time of the next automatic retry, if any.
   */
  z.strictObject({
    kind: z.literal('cleanup-stuck'),
    ...ofSubscription,
    tries: z.int().nonnegative(),
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** Polls of a flow failed repeatedly. The next poll is at `nextAt`. */
  z.strictObject({
    kind: z.literal('poll-failed'),
    ...ofSubscription,
    tries: z.int().nonnegative(),
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** A flow is on hold because its owner may no longer use its connections. Its events wait. */
  z.strictObject({ kind: z.literal('flow-on-hold'), ...ofSubscription, why: Why }),
  /** A run is on hold. */
  z.strictObject({
    kind: z.literal('run-on-hold'),
    flowId: Id,
    runId: Id,
    subscriptionId: Id.nullable(),
    connectorId: Id.nullable(),
    why: Why
  }),
  /** A connection has lost its authorization. Requests fail until somebody signs in again. */
  z.strictObject({
    kind: z.literal('authorization-lost'),
    connectorId: Id,
    connectionId: Id,
    purpose: ConnectionPurpose,
    why: Why
  }),
  /**
   * The circuit breaker of a service is open. Requests are blocked until `probeAt`, because too many failed.
   */
  z.strictObject({
    kind: z.literal('breaker-open'),
    connectorId: Id.nullable(),
    connectionId: Id.nullable(),
    host: z.string().max(300),
    probeAt: Millis,
    why: Why
  }),
  /** Deliveries differ from the declared outputs of an event (drift). */
  z.strictObject({
    kind: z.literal('drift-found'),
    connectorId: Id,
    eventFlowId: Id,
    flowId: Id.nullable(),
    why: Why
  })
])
export type AlertAbout = z.infer<typeof AlertAbout>

/** Alert to store, in the same commit as the change that causes it. */
export interface NewAlert {
  id: Id
  at: Millis
  /**
   * Deduplication key of the alert. Only one alert is stored per key, even if several parts of the server
   * report it.
   */
  fact: string
  about: AlertAbout
}

/** Event in this installation that requires attention. */
export interface Alert {
  id: Id
  /** Times of the first and last occurrence, which differ only for folded alerts. */
  at: Millis
  lastAt: Millis
  /**
   * Number of alerts folded into this one. Alerts of the same kind about the same item are folded if they
   * occur within `ALERT_FOLD`.
   */
  count: number
  /** Owner of the item that the alert is about; null if everyone may see the alert. */
  ownerId: string | null
  /**
   * Subject of the alert. If alerts are folded, this is the first one's subject. For kinds such as
   * `drift-found`, whose newest alert includes all earlier facts, it is the newest one's.
   */
  about: AlertAbout
  /** Time when the alert was marked as read. */
  seenAt: Millis | null
}

/**
 * Time after an alert during which later alerts of the same kind and item are folded into it, in
 * milliseconds.
 */
export const ALERT_FOLD: Millis = 10 * MINUTE

/** Retention period of alerts, in milliseconds. */
export const ALERT_LIFE: Millis = 30 * DAY

/**
 * Returns the ids of the flow, connector and connection that an alert is about. An id that the alert does not
 * have is null.
 */
export const thingsOfAlert = (
  about: AlertAbout
): { flowId: Id | null; connectorId: Id | null; connectionId: Id | null } => ({
  flowId: 'flowId' in about ? about.flowId : null,
  connectorId: about.connectorId,
  connectionId: 'connectionId' in about ? about.connectionId : null
})

/**
 * Returns true for a kind whose newest alert includes all earlier facts. When alerts of such a kind are
 * folded, the newest one is kept.
 */
export const namesAllKnown = ({ kind }: AlertAbout): boolean => kind === 'drift-found'

/**
 * Returns the part of the fold key that distinguishes alerts of one kind about the same flow, connection or
 * connector.
 */
const partOfAlert = (about: AlertAbout): string => {
  switch (about.kind) {
    case 'breaker-open':
      return about.host
    case 'drift-found':
      return about.eventFlowId
    // Read once the hold of its subscription ends, so that it stands for no other one.
    case 'flow-on-hold':
      return about.subscriptionId
    default:
      return ''
  }
}

/** Returns the key for folding alerts: the kind and the most specific item. */
export const foldOfAlert = (about: AlertAbout): string => {
  const { flowId, connectorId, connectionId } = thingsOfAlert(about)
  return `${about.kind}/${flowId ?? connectionId ?? connectorId ?? ''}/${partOfAlert(about)}`
}
