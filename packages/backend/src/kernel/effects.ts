import type { CardEffects, HttpRequest, HttpResponse } from '@hookwright/engine'
import type {
  Agent,
  AgentRef,
  Authentication,
  ConnectionValues,
  Cryptography,
  FaultData,
  Millis,
  Role
} from '@hookwright/model'
import type { BodyThread } from './body-thread.ts'
import type { Tracing } from './tracing.ts'

/**
 * Encrypts texts for storage. `place` names the record and is authenticated with the text (associated data), so a sealed text
 * that was moved to another record does not open.
 */
export interface Sealer {
  seal: (text: string, place: string) => Uint8Array
  /** Opens a sealed text. Throws `seal.key-wrong`, `seal.broken`. */
  open: (sealed: Uint8Array, place: string) => string
  /** Returns true for a record that was sealed with the current key. */
  isCurrent: (sealed: Uint8Array) => boolean
}

/** Sends requests with one connection's base URL, allowed hosts and credentials. */
export type ServiceClient = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>

/**
 * Labelled fault points in opening, polling and closing subscriptions. Crashes between different
 * points leave different states; tests stop the process there.
 */
export const faultPoints = [
  'registration-intended',
  'registration-sending',
  'registration-sent',
  'registration-returned',
  'registration-kept',
  'registration-ending',
  'registration-ended',
  'compensation-intended',
  'compensation-sent',
  'compensation-kept',
  'deregistration-intended',
  'deregistration-sending',
  'deregistration-sent',
  'deregistration-returned',
  'deregistration-kept',
  'capture-kept',
  'renewal-intended',
  'renewal-returned',
  'renewal-kept',
  'cleanup-intended',
  'cleanup-sent',
  'cleanup-kept',
  'poll-answered',
  'poll-kept'
] as const
export type FaultPoint = (typeof faultPoints)[number]

/** Effects of the backend on the world outside, injected by the app. */
export interface Effects extends Omit<CardEffects, 'http'> {
  /** Returns a new Event URL token with 256 random bits. */
  newToken: () => string
  /** Returns cryptographically secure random bytes. */
  randomBytes: (count: number) => Uint8Array
  /** Returns the SHA-256 hash of a token, under which it is looked up. */
  hashToken: (token: string) => Uint8Array
  /** Returns six random characters from a-z and 0-9, for connector keys. */
  newSuffix: () => string
  sealer: Sealer
  /** Cryptography for the rules of Event URLs. */
  cryptography: Cryptography
  clientFor: (authentication: Authentication, values: ConnectionValues) => ServiceClient
  /** Returns the role of a member; null for a non-member. One small read. */
  roleOf: (personId: string) => Role | null
  /**
   * Returns a client that acts for a member, with the rights of both at this moment. Null once the
   * member was removed or the client revoked.
   */
  agentOf?: (ref: AgentRef) => Promise<Agent | null>
  /**
   * Sends a request to an Event URL of this installation, over the network path of its services.
   * Throws `http.*`.
   */
  ownClient: (request: HttpRequest) => Promise<HttpResponse>
  /** Returns true when an `http` fault proves that the request was never sent. */
  surelyNotSent: (fault: FaultData) => boolean
  /**
   * Returns a function that redacts these secrets from a value, in all usual encodings, with dots
   * or another mark.
   */
  scrubber: (secrets: string[], mark?: string) => <Value>(value: Value) => Value
  /** Calls back after a delay in milliseconds. Returns a function that cancels it. */
  after: (delay: Millis, act: () => void) => () => void
  /** Calls back after the current turn of the event loop. */
  soon: (act: () => void) => void
  /**
   * Calls back in a later turn of the event loop, once no incoming connection waits to be accepted.
   */
  whenIdle: (act: () => void) => void
  /**
   * Returns false while the disk is too full for new events. They are then answered with 503,
   * unread.
   */
  hasRoom: () => boolean
  /** Thread for large bodies; null where everything is parsed on this thread. */
  bodyThread: BodyThread | null
  /** Spans for a tracing system; absent unless one is configured. */
  tracing?: Tracing
  /** Called when a fault point is passed. */
  passing: (point: FaultPoint) => void
}

/** Settings of an installation. */
export interface Settings {
  /** Public URL of the server, without a trailing slash. */
  publicUrl: () => string
  /** Timeout of registering and deregistering. */
  registrationTime: Millis
  /**
   * Time for which a replaced subscription answers alongside its successor before deregistration.
   */
  overlap: Millis
  /**
   * Maximum deliveries per second and Event URL that a card may allow, also as a burst. 0 means no
   * limit.
   */
  ratePerSecond: number
  burst: number
  /**
   * Maximum requests per second from one network to all Event URLs together, also as a burst. 0
   * means no limit.
   */
  networkPerSecond: number
  networkBurst: number
  /** Maximum number of runs at once where processes share the work; one flow gets a quarter. */
  runsAtOnce?: number
  /** Maximum size of a delivery's body, in bytes. */
  maxBody: number
  /** Default retention of history and its values, in days. */
  retentionDays: number
  /** Exact origins that may be called despite a private address or http. Absent for none. */
  outboundAllow?: ReadonlySet<string>
  /**
   * True when a disk failure ended the previous process. This startup then does not count against
   * the runs in progress.
   */
  isAfterDiskFailure?: boolean
}
