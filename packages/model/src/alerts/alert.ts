import { z } from 'zod'
import { ConnectionPurpose } from '../connectors/connection.ts'
import { Id } from '../kernel/ids.ts'
import { DAY, MINUTE, Millis } from '../kernel/millis.ts'
import { alertKinds } from './alert-kinds.ts'

export const AlertKind = z.enum(alertKinds)
export type AlertKind = z.infer<typeof AlertKind>

/** The most signs that are kept of a reason. */
const MOST_WHY = 500

/** Why, as a sentence that may leave the house: it quotes nothing that a service or a card said. */
const Why = z.string().max(MOST_WHY)

/** A reason as an alert keeps it: no longer than it may be. */
export const alertWhy = (why: string): string =>
  why.length <= MOST_WHY ? why : `${why.slice(0, MOST_WHY - 1)}…`

/** Ids in an alert about a subscription. */
const ofSubscription = {
  flowId: Id,
  subscriptionId: Id,
  connectorId: Id,
  connectionId: Id.nullable()
}

/** Subject of an alert: its kind, ids and reason. Names are looked up when the alert is shown. */
export const AlertAbout = z.discriminatedUnion('kind', [
  /** The service has it no more, or ended it before it was renewed: events may have been missed since. */
  z.strictObject({ kind: z.literal('subscription-lost'), ...ofSubscription, since: Millis, why: Why }),
  /** A subscription was not renewed; the renewal is retried automatically at `nextAt`. */
  z.strictObject({
    kind: z.literal('renewal-failed'),
    ...ofSubscription,
    expiresAt: Millis,
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** The response of the service was lost, so an unused registration may exist there. */
  z.strictObject({ kind: z.literal('registration-uncertain'), ...ofSubscription, why: Why }),
  /**
   * Cleanup of a registration that may still exist at the service failed. `nextAt` is the time of the next automatic try, if
   * any.
   */
  z.strictObject({
    kind: z.literal('cleanup-stuck'),
    ...ofSubscription,
    tries: z.int().nonnegative(),
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** The polls of a flow fail again and again; the next one is at `nextAt`. */
  z.strictObject({
    kind: z.literal('poll-failed'),
    ...ofSubscription,
    tries: z.int().nonnegative(),
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** The owner of a flow may no longer use its connections, so its events wait. */
  z.strictObject({ kind: z.literal('flow-on-hold'), ...ofSubscription, why: Why }),
  /** A run waits for a person. */
  z.strictObject({
    kind: z.literal('run-on-hold'),
    flowId: Id,
    runId: Id,
    subscriptionId: Id.nullable(),
    connectorId: Id.nullable(),
    why: Why
  }),
  /** A connection is signed out at its service: nothing can be sent with it until somebody signs in again. */
  z.strictObject({
    kind: z.literal('authorization-lost'),
    connectorId: Id,
    connectionId: Id,
    purpose: ConnectionPurpose,
    why: Why
  }),
  /** A service fails so often that requests to it are blocked until `probeAt`. */
  z.strictObject({
    kind: z.literal('breaker-open'),
    connectorId: Id.nullable(),
    connectionId: Id.nullable(),
    host: z.string().max(300),
    probeAt: Millis,
    why: Why
  }),
  /** Deliveries differ from the declaration of the event. */
  z.strictObject({
    kind: z.literal('drift-found'),
    connectorId: Id,
    eventFlowId: Id,
    flowId: Id.nullable(),
    why: Why
  })
])
export type AlertAbout = z.infer<typeof AlertAbout>

/** An alert to write, in the commit of its cause. */
export interface NewAlert {
  id: Id
  at: Millis
  /** Unique key of the fact, in a few words. An alert for it is written once, whichever part of the server reports it. */
  fact: string
  about: AlertAbout
}

/** Event in this installation that somebody should know about. */
export interface Alert {
  id: Id
  /** Time when it happened first, and last; the same unless it stands for several. */
  at: Millis
  lastAt: Millis
  /** Number of alerts of the same kind and item that are folded into this one, within `ALERT_FOLD`. */
  count: number
  /** Owner of the item that it is about; null if everyone may see it. */
  ownerId: string | null
  /** Time of the first occurrence. */
  about: AlertAbout
  /** Time when it was marked as seen. */
  seenAt: Millis | null
}

/** Alerts of one kind about one thing that come within this time of the first are one. */
export const ALERT_FOLD: Millis = 10 * MINUTE

/** Retention period of alerts. */
export const ALERT_LIFE: Millis = 30 * DAY

/** Flow, connector and connection of an alert; null where there is none. */
export const thingsOfAlert = (
  about: AlertAbout
): { flowId: Id | null; connectorId: Id | null; connectionId: Id | null } => ({
  flowId: 'flowId' in about ? about.flowId : null,
  connectorId: about.connectorId,
  connectionId: 'connectionId' in about ? about.connectionId : null
})

/** Part of a fold key that tells apart alerts of one kind about the same flow, connection or connector. */
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

/** Returns the key by which alerts are folded: the kind, and the most specific thing that it is about. */
export const foldOfAlert = (about: AlertAbout): string => {
  const { flowId, connectorId, connectionId } = thingsOfAlert(about)
  return `${about.kind}/${flowId ?? connectionId ?? connectorId ?? ''}/${partOfAlert(about)}`
}
