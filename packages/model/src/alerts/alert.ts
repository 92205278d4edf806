import { z } from 'zod'
import { ConnectionPurpose } from '../connectors/connection.ts'
import { Id } from '../kernel/ids.ts'
import { DAY, MINUTE, Millis } from '../kernel/millis.ts'
import { alertKinds } from './alert-kinds.ts'

export const AlertKind = z.enum(alertKinds)
export type AlertKind = z.infer<typeof AlertKind>

/** Maximum length of a stored reason, in characters. */
const MOST_WHY = 500

/** Reason as a sentence that may leave the installation: it quotes no service or card. */
const Why = z.string().max(MOST_WHY)

/** Returns a reason, truncated to the maximum length. */
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
  /**
   * Subscription that the service no longer has, or that expired before its renewal. Events may
   * have been missed since.
   */
  z.strictObject({ kind: z.literal('subscription-lost'), ...ofSubscription, since: Millis, why: Why }),
  /** Failed renewal of a subscription, retried automatically at `nextAt`. */
  z.strictObject({
    kind: z.literal('renewal-failed'),
    ...ofSubscription,
    expiresAt: Millis,
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** Registration with a lost response, so an unused registration may exist at the service. */
  z.strictObject({ kind: z.literal('registration-uncertain'), ...ofSubscription, why: Why }),
  /**
   * Failed cleanup of a registration that may still exist at the service. `nextAt` is the time of
   * the next automatic retry, if any.
   */
  z.strictObject({
    kind: z.literal('cleanup-stuck'),
    ...ofSubscription,
    tries: z.int().nonnegative(),
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** Repeatedly failing polls of a flow. The next one is at `nextAt`. */
  z.strictObject({
    kind: z.literal('poll-failed'),
    ...ofSubscription,
    tries: z.int().nonnegative(),
    nextAt: Millis.nullable(),
    why: Why
  }),
  /** Flow on hold because its owner may no longer use its connections. Its events wait. */
  z.strictObject({ kind: z.literal('flow-on-hold'), ...ofSubscription, why: Why }),
  /** Run on hold. */
  z.strictObject({
    kind: z.literal('run-on-hold'),
    flowId: Id,
    runId: Id,
    subscriptionId: Id.nullable(),
    connectorId: Id.nullable(),
    why: Why
  }),
  /** Connection that lost its authorization. Requests fail until somebody signs in again. */
  z.strictObject({
    kind: z.literal('authorization-lost'),
    connectorId: Id,
    connectionId: Id,
    purpose: ConnectionPurpose,
    why: Why
  }),
  /** Open breaker of a service: too many requests failed, so they are blocked until `probeAt`. */
  z.strictObject({
    kind: z.literal('breaker-open'),
    connectorId: Id.nullable(),
    connectionId: Id.nullable(),
    host: z.string().max(300),
    probeAt: Millis,
    why: Why
  }),
  /** Drift: deliveries differ from the declaration of the event. */
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
  /**
   * Unique key of the fact. An alert is written once for it, whichever part of the server reports
   * it.
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
  /** Number of alerts of the same kind and item that are folded into this one, within `ALERT_FOLD`. */
  count: number
  /** Owner of the item that it is about; null if everyone may see it. */
  ownerId: string | null
  /** Subject of the first occurrence, or of the newest one if that names all that is known. */
  about: AlertAbout
  /** Time when it was marked as read. */
  seenAt: Millis | null
}

/** Time after an alert within which others of its kind and item are folded into it. */
export const ALERT_FOLD: Millis = 10 * MINUTE

/** Retention period of alerts. */
export const ALERT_LIFE: Millis = 30 * DAY

/** Returns flow, connector and connection of an alert; null where absent. */
export const thingsOfAlert = (
  about: AlertAbout
): { flowId: Id | null; connectorId: Id | null; connectionId: Id | null } => ({
  flowId: 'flowId' in about ? about.flowId : null,
  connectorId: about.connectorId,
  connectionId: 'connectionId' in about ? about.connectionId : null
})

/** Returns true for an alert that names all that is known, so that it replaces the one it is folded into. */
export const namesAllKnown = ({ kind }: AlertAbout): boolean => kind === 'drift-found'

/**
 * Returns the part of a fold key that distinguishes alerts of one kind about the same flow,
 * connection or connector.
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

/** Returns the key by which alerts are folded: the kind, and the most specific item. */
export const foldOfAlert = (about: AlertAbout): string => {
  const { flowId, connectorId, connectionId } = thingsOfAlert(about)
  return `${about.kind}/${flowId ?? connectionId ?? connectorId ?? ''}/${partOfAlert(about)}`
}
