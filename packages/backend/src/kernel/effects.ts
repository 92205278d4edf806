import type { CardEffects, HttpRequest, HttpResponse } from '@hookwright/engine'
import type {
  Authentication,
  ConnectionValues,
  Cryptography,
  FaultData,
  Millis,
  Role
} from '@hookwright/model'
import type { BodyThread } from './body-thread.ts'

/** Seals texts so that they can be kept; the place binds a sealed text to where it belongs. */
export interface Sealer {
  seal: (text: string, place: string) => Uint8Array
  /** Throws `seal.key-wrong`, `seal.broken`. */
  open: (sealed: Uint8Array, place: string) => string
  /** True for a record that was sealed with the key that seals now. */
  isCurrent: (sealed: Uint8Array) => boolean
}

/** Sends requests with one connection's base URL, allowed hosts and credentials. */
export type ServiceClient = (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>

/**
 * The labelled points of opening, keeping, polling and closing a subscription: between any two of them a crash leaves something else
 * behind. Tests stop the process there.
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

/** Everything that the backend needs from outside, handed in by the app. */
export interface Effects extends Omit<CardEffects, 'http'> {
  /** A new Event URL token with 256 random bits. */
  newToken: () => string
  /** Returns cryptographically secure random bytes. */
  randomBytes: (count: number) => Uint8Array
  /** The SHA-256 of a token, under which it is looked up. */
  hashToken: (token: string) => Uint8Array
  /** Six random characters of a-z and 0-9, for connector keys. */
  newSuffix: () => string
  sealer: Sealer
  /** Cryptography for the rules of Event URLs. */
  cryptography: Cryptography
  clientFor: (authentication: Authentication, values: ConnectionValues) => ServiceClient
  /** Role of a member; null for somebody who is none. One small read. */
  roleOf: (personId: string) => Role | null
  /** Sends a request to an Event URL of this installation, and nowhere else, the way its services have to. Throws `http.*`. */
  ownClient: (request: HttpRequest) => Promise<HttpResponse>
  /** True when a fault of `http` says that the request surely never left. */
  surelyNotSent: (fault: FaultData) => boolean
  /** Removes these secrets from a value, in all usual encodings; leaves dots in their places, or another mark. */
  scrubber: (secrets: string[], mark?: string) => <Value>(value: Value) => Value
  /** Calls back after the given number of milliseconds unless the returned function is called before. */
  after: (delay: Millis, act: () => void) => () => void
  /** Calls back after the current turn of the event loop. */
  soon: (act: () => void) => void
  /** Acts in a later turn of the event loop, once no connection of a sender waits to be accepted. */
  whenIdle: (act: () => void) => void
  /** Returns false while the disk is too full for new events; they are then answered with 503 unread. */
  hasRoom: () => boolean
  /** Parses large bodies; null where everything is parsed on this thread. */
  bodyThread: BodyThread | null
  /** Called with each labelled point as it is passed. */
  passing: (point: FaultPoint) => void
}

/** Settings of an installation. */
export interface Settings {
  /** Public URL of the server, without a trailing slash. */
  publicUrl: () => string
  /** Timeout of registering and deregistering. */
  registrationTime: Millis
  /** Time that a replaced subscription answers beside its successor before it is deregistered. */
  overlap: Millis
  /** The most deliveries per second and Event URL that a card may allow, and at once; 0 is no limit at all. */
  ratePerSecond: number
  burst: number
  /** The most requests per second that one network may send to all Event URLs together, and at once; 0 is no limit. */
  networkPerSecond: number
  networkBurst: number
  /** The most bytes of a delivery's body. */
  maxBody: number
  /** Default retention of history and its values, in days. */
  retentionDays: number
  /** True when a disk failure ended the previous process: this start is not counted against the runs in progress. */
  isAfterDiskFailure?: boolean
}
