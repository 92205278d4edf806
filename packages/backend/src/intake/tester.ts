import {
  type Arriving,
  explain,
  type Id,
  keySourcesOf,
  type Millis,
  type Receiving,
  type RuleVerdict,
  readKeys,
  readRules,
  SECRET_MARK
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { LastMatched } from './last-matched.ts'

/**
 * Request and the receiving rules to test with it. `keys` contains the keys that a person entered, by the id
 * of a scheme or handshake; they are not stored.
 */
export interface Trial {
  receiving: Receiving
  arriving: Arriving
  keys: Readonly<Record<string, readonly string[]>>
  /** Time of arrival. Null for the current time. */
  at: Millis | null
  phase: 'registering' | 'live'
}

/** Stored delivery, byte for byte. */
export interface StoredRequest {
  deliveryId: Id
  at: Millis
  method: string
  query: string
  /** Header lines: names and values alternating. */
  headers: string[]
  base64: string
}

/** Last match of a scheme: the time when it last accepted a request, and the index of the matching key. */
export interface LastMatch {
  scheme: string
  key: number
  at: Millis
}

/** Tester for the rules of a card. */
export interface Tester {
  /**
   * Returns the verdict of each rule on a request, followed by the result. Fetches and stores
   * nothing.
   */
  explain: (trial: Trial) => RuleVerdict[]
  /**
   * Returns the newest stored deliveries that ran an event flow, for flows of one owner. Null includes all
   * owners.
   */
  requests: (filter: { eventFlowId: Id; ownerId: string | null }) => Promise<StoredRequest[]>
  /**
   * Returns the last match of each signature scheme of an event. Covers the running flows of one owner; null
   * includes all owners.
   */
  lastMatches: (filter: { eventFlowId: Id; ownerId: string | null }) => Promise<LastMatch[]>
}

const MOST_REQUESTS = 20

/**
 * Returns the keys that a person entered for rules whose keys come from a URL. Undefined if there are none.
 */
const fetchedIn = (receiving: Receiving, keys: Trial['keys']): readonly string[] | undefined => {
  const pasted = keySourcesOf(receiving).flatMap(({ id, source }) =>
    (source.from === 'certificate' || source.from === 'jwks') && Object.hasOwn(keys, id)
      ? (keys[id] ?? [])
      : []
  )
  return pasted.length === 0 ? undefined : pasted
}

/**
 * Replaces the placeholders for a token in a stored request by the first entered key. Requests are stored
 * without the secret.
 */
const withSecrets = (receiving: Receiving, arriving: Arriving, keys: Trial['keys']): Arriving => {
  const scheme = receiving.verify.find(
    ({ id, algorithm }) => algorithm === 'token' && (keys[id] ?? []).length > 0
  )
  const key = scheme && keys[scheme.id]?.[0]
  if (scheme === undefined || key === undefined) return arriving
  const { signature } = scheme
  const token = `${signature.prefix}${key}`
  const name = signature.name.toLowerCase()
  return {
    ...arriving,
    headers: arriving.headers.map((line, at) =>
      line === SECRET_MARK && signature.from === 'header' && arriving.headers[at - 1]?.toLowerCase() === name
        ? token
        : line
    ),
    query: arriving.query.replaceAll(encodeURIComponent(SECRET_MARK), encodeURIComponent(token)),
    body:
      signature.from === 'json' || signature.from === 'xml' ? replaced(arriving.body, token) : arriving.body
  }
}

const replaced = (body: Uint8Array, token: string): Uint8Array => {
  const text = Buffer.from(body).toString()
  return text.includes(SECRET_MARK)
    ? Buffer.from(text.replaceAll(SECRET_MARK, JSON.stringify(token).slice(1, -1)))
    : body
}

export const createTester = ({
  store,
  effects,
  matched
}: {
  store: {
    deliveries: Pick<Store['deliveries'], 'samples'>
    subscriptions: Pick<Store['subscriptions'], 'known'>
  }
  effects: Pick<Effects, 'clock' | 'cryptography'>
  matched: Pick<LastMatched, 'of'>
}): Tester => ({
  explain: ({ receiving, arriving, keys, at, phase }) => {
    const pasted = fetchedIn(receiving, keys)
    return explain(readRules(receiving), withSecrets(receiving, arriving, keys), {
      keys: readKeys(receiving, keys),
      now: at ?? effects.clock(),
      cryptography: effects.cryptography,
      phase,
      captured: [],
      fetched: () => pasted
    })
  },
  requests: async filter =>
    (await store.deliveries.samples({ ...filter, limit: MOST_REQUESTS })).map(({ delivery, arrival }) => ({
      deliveryId: delivery.id,
      at: delivery.receivedAt,
      method: arrival.method,
      query: arrival.query,
      headers: arrival.headers,
      base64: Buffer.from(arrival.body).toString('base64')
    })),
  lastMatches: async ({ eventFlowId, ownerId }) => {
    const latest = new Map<string, LastMatch>()
    for (const row of await store.subscriptions.known({ ownerId, eventFlowId })) {
      for (const [scheme, { key, at }] of Object.entries(matched.of(row))) {
        if (at > (latest.get(scheme)?.at ?? 0)) latest.set(scheme, { scheme, key, at })
      }
    }
    return [...latest.values()]
  }
})
