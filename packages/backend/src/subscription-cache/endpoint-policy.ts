import type { Specs } from '@hookwright/engine'
import {
  eventUrlOf,
  type Id,
  isBuiltIn,
  isJsonObject,
  type KeySource,
  type Keys,
  keySourcesOf,
  keysInText,
  type MatchedKeys,
  parsePath,
  type Receiving,
  type RuleAnswer,
  type Rules,
  readKeys,
  readRules,
  toFault,
  valueAt
} from '@hookwright/model'
import type { SubscriptionRow } from '@hookwright/store'
import type { Connections } from '../connectors/connections.ts'
import { addressOf } from '../kernel/address.ts'
import type { Effects, Settings } from '../kernel/effects.ts'
import { sealPlace } from '../kernel/seal-places.ts'
import { createTokenBucket, type TokenBucket } from '../kernel/token-bucket.ts'
import type { LoadedRevisions } from '../revisions/loaded-revisions.ts'
import { ownReceivingOf, receivingOf } from '../revisions/receiving-of.ts'
import { acceptedResponseOf } from './answers.ts'
import { type Concealment, createConcealment } from './concealment.ts'
import { signingSecretOf } from './signing-secret.ts'

/** Policy of an Event URL: prepared receiving rules and keys. */
export interface EndpointPolicy {
  rules: Rules
  receiving: Receiving
  keys: Keys
  phase: 'registering' | 'live'
  /**
   * Names of the values that handshakes have captured. `capturedSealed` is the sealed object with the values.
   */
  captured: string[]
  capturedSealed: Uint8Array | null
  /** Registration Data; `undefined` until available. */
  registration: unknown
  /** Event URL as the service knows it. */
  eventUrl: string
  /** Maximum body size in bytes: the card's limit, capped by the installation's. */
  maxBytes: number
  /** Response to a stored delivery while the flow is on. `paused` is the response while it is paused. */
  accepted: RuleAnswer
  paused: RuleAnswer
  bucket: TokenBucket
  /**
   * Limits the stored rows for refused requests and answered handshakes. Requests above the limit are only
   * counted.
   */
  rows: TokenBucket
  matched: MatchedKeys
  /** Redacts the secrets of the rules from stored and displayed data. */
  concealment: Concealment
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return keysInText(value)
  if (typeof value === 'number') return [String(value)]
  return Array.isArray(value) ? value.flatMap(textsIn) : []
}

/** Stored values from which the keys of signature schemes are read, as texts. */
export interface KeyTexts {
  /** Values of the connection by field id. */
  connection: Record<string, unknown>
  /** Secret that was generated for the subscription. */
  generated: string
  /** Registration Data; `undefined` until available. */
  registration: unknown
  captured: Record<string, unknown>
}

const textsOf = (source: KeySource, from: KeyTexts): string[] => {
  switch (source.from) {
    case 'connection':
      return textsIn(valueAt(from.connection, [source.field]))
    case 'generated':
      return textsIn(from.generated)
    case 'registration':
      return textsIn(valueAt(from.registration, parsePath(source.path) ?? ['']))
    case 'captured':
      return textsIn(valueAt(from.captured, [source.name]))
    case 'public':
    case 'certificate':
    case 'jwks':
      return []
  }
}

/** Returns the keys that the receiving rules require. Unknown keys are omitted. */
export const keysFrom = (receiving: Receiving, from: KeyTexts): Keys =>
  readKeys(
    receiving,
    Object.fromEntries(keySourcesOf(receiving).map(({ id, source }) => [id, textsOf(source, from)]))
  )

/** Cache of prepared rules, shared by all subscriptions that have the same rules. */
const rulesRead = new WeakMap<Receiving, Rules>()

const rulesOf = (receiving: Receiving): Rules => {
  const known = rulesRead.get(receiving)
  if (known !== undefined) return known
  const rules = readRules(receiving)
  rulesRead.set(receiving, rules)
  return rules
}

/**
 * Returns a card's limit, capped by the installation's limit `ceiling`. If `ceiling` is 0, returns 0, which
 * means no limit.
 */
const within = (ceiling: number, limit: number): number => (ceiling === 0 ? 0 : Math.min(ceiling, limit))

/**
 * Rate of stored rows for refused requests: a burst of 60, then one per 30 seconds. This is about 3,000 a day
 * per Event URL.
 */
const ROWS = { ratePerSecond: 1 / 30, burst: 60 }

/**
 * Prepares the policy of an Event URL. A key that cannot be decrypted counts as missing, so its signature
 * scheme accepts no request.
 */
export const createEndpointPolicy = async (
  params: {
    specs: Specs
    effects: Effects
    settings: Settings
    connections: Connections
    loadedRevisions: LoadedRevisions
    /** Returns the secret of a flow's API endpoint. */
    endpointSecretOf: (flowId: Id) => Promise<string>
    /** Returns the number of processes that share the limits. */
    sharedBy: () => number
  },
  row: SubscriptionRow
): Promise<EndpointPolicy> => {
  const { effects, settings } = params
  const { sealer } = effects
  const { versionId, revisionId, connectorId, eventFlowId, connectionId } = row.terms
  // Only starts without a service may have rules of their own.
  const loadedRevision = await params.loadedRevisions.of(
    versionId,
    isBuiltIn(connectorId) ? revisionId : null
  )
  const own = ownReceivingOf(params.specs, loadedRevision)
  const receiving = own ?? receivingOf(params.specs, loadedRevision.snapshot, eventFlowId)
  const sources = keySourcesOf(receiving)
  const open = (sealed: Uint8Array | null, part: 'registration-data' | 'captured'): unknown =>
    sealed === null ? undefined : JSON.parse(sealer.open(sealed, sealPlace(row.id, part)))

  const registration = open(row.registrationData, 'registration-data')
  const kept = open(row.capturedSealed, 'captured')
  const captured = isJsonObject(kept) ? kept : {}
  const needsConnection = connectionId !== null && sources.some(({ source }) => source.from === 'connection')
  const values = needsConnection
    ? await params.connections.open(connectionId).then(
        opened => opened.values,
        thrown => {
          const about = { subscription: row.id, code: toFault(thrown).code }
          effects.log(
            'The keys of a connection could not be decrypted, so requests that need them for the signature check are refused.',
            about
          )
          return {}
        }
      )
    : {}

  const now = effects.clock()
  const { maxBytes, perSecond, burst } = receiving.limits
  const token = sealer.open(row.tokenSealed, sealPlace(row.id, 'token'))
  const keys = keysFrom(receiving, {
    connection: values,
    generated: own === null ? signingSecretOf(effects, row) : await params.endpointSecretOf(row.flowId),
    registration,
    captured
  })
  return {
    rules: rulesOf(receiving),
    receiving,
    keys,
    concealment: createConcealment(effects, receiving, keys),
    phase: row.status.is === 'registering' ? 'registering' : 'live',
    captured: Object.keys(captured),
    capturedSealed: row.capturedSealed,
    registration,
    eventUrl: eventUrlOf(addressOf(row, settings), token),
    maxBytes: Math.min(settings.maxBody, maxBytes),
    accepted: acceptedResponseOf(receiving, receiving.answer.accepted.status),
    paused: acceptedResponseOf(receiving, receiving.answer.paused ?? receiving.answer.accepted.status),
    bucket: createTokenBucket({
      ratePerSecond: within(settings.ratePerSecond, perSecond),
      burst: within(settings.burst, burst),
      sharedBy: params.sharedBy,
      now
    }),
    rows: createTokenBucket({ ...ROWS, sharedBy: params.sharedBy, now }),
    matched: { ...row.matched }
  }
}
