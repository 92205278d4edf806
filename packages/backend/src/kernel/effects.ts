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
 * Encrypts texts for storage. `place` names the record and is authenticated with the text (associated data).
 * A sealed text therefore cannot be opened in another record.
 */
export interface Sealer {
  seal: (text: string, place: string) => Uint8Array
  /** Opens a sealed text. Throws `seal.key-wrong`, `seal.broken`. */
  open: (sealed: Uint8Array, place: string) => string
  /** Returns true for a record that was sealed with the current key. */
  isCurrent: (sealed: Uint8Array) => boolean
}

/** Sends requests with the base URL, allowed hosts and credentials of one connection. */
export type ServiceClient = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>

/**
 * Named fault points in opening, polling and closing subscriptions. Crashes between different points leave
 * different states. Tests stop the process at these points.
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

/** Side effects of the backend, injected by the app. */
export interface Effects extends Omit<CardEffects, 'http'> {
  /** Returns a new Event URL token with 256 random bits. */
  newToken: () => string
  /** Returns cryptographically secure random bytes. */
  randomBytes: (count: number) => Uint8Array
  /** Returns the SHA-256 hash of a token, used to look up the token. */
  hashToken: (token: string) => Uint8Array
  /** Returns six random characters from a-z and 0-9, for connector keys. */
  newSuffix: () => string
  sealer: Sealer
  /** Cryptographic functions for the rules of Event URLs. */
  cryptography: Cryptography
  clientFor: (authentication: Authentication, values: ConnectionValues) => ServiceClient
  /** Returns the role of a member, with one small database read. Null for a non-member. */
  roleOf: (personId: string) => Role | null
  /**
   * Returns an agent (an OAuth client that acts for a member), with the current rights of both. Null if the
   * member was removed or the client was revoked.
   */
  agentOf?: (ref: AgentRef) => Promise<Agent | null>
  /**
   * Sends a request to an Event URL of this installation, over the same network path as requests of services.
   * Throws `http.*`.
   */
  ownClient: (request: HttpRequest) => Promise<HttpResponse>
  /** Returns true when an `http` fault proves that the request was never sent. */
  surelyNotSent: (fault: FaultData) => boolean
  /**
   * Returns a function that redacts secrets from a value, in all common encodings. Each secret is replaced by
   * dots or another mark.
   */
  scrubber: (secrets: string[], mark?: string) => <Value>(value: Value) => Value
  /** Schedules a callback after a delay in milliseconds. Returns a function that cancels it. */
  after: (delay: Millis, act: () => void) => () => void
  /** Schedules a callback after the current turn of the event loop. */
  soon: (act: () => void) => void
  /**
   * Schedules a callback in a later turn of the event loop, once no incoming connection waits to be accepted.
   */
  whenIdle: (act: () => void) => void
  /**
   * Returns false while the disk is too full for new events. Requests with events are then answered with 503,
   * without reading the body.
   */
  hasRoom: () => boolean
  /** Thread for large bodies. Null parses all bodies on this thread. */
  bodyThread: BodyThread | null
  /** Spans for a tracing system. Absent unless a tracing system is configured. */
  tracing?: Tracing
  /** Called each time a fault point is reached. */
  passing: (point: FaultPoint) => void
}

/** Settings of an installation. */
export interface Settings {
  /** Public URL of the server, without a trailing slash. */
  publicUrl: () => string
  /** Timeout of registering and deregistering. */
  registrationTime: Millis
  /** Time for which a replaced subscription still accepts events alongside its successor. */
  overlap: Millis
  /**
   * Maximum rate that a card can allow, in deliveries per second for each Event URL. 0 means no limit.
   * `burst` is the maximum burst.
   */
  ratePerSecond: number
  burst: number
  /**
   * Maximum rate of requests from one network to all Event URLs together, per second. Also the maximum burst.
   * 0 means no limit.
   */
  networkPerSecond: number
  networkBurst: number
  /** Maximum number of concurrent runs per process if processes share work. One flow gets a quarter. */
  runsAtOnce?: number
  /** Maximum size of a delivery's body, in bytes. */
  maxBody: number
  /** Default retention of history and its values, in days. */
  retentionDays: number
  /** Exact origins that may be called despite a private address or http. Absent for none. */
  outboundAllow?: ReadonlySet<string>
  /**
   * True if a disk failure ended the previous process. Runs in progress then do not count as crash suspects.
   */
  isAfterDiskFailure?: boolean
}
