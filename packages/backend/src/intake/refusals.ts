import {
  type Delivery,
  type DeliveryStatus,
  type Id,
  ignoredMethods,
  type Millis,
  type RefusalFacts,
  type RefusalReason,
  refusalText,
  SECOND,
  whyMethodIgnored
} from '@hookwright/model'
import type { Refusals as Counted, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'

/** Head of a request, without its body. */
export interface Head {
  method: string
  query: string
  headers: string[]
  contentType: string
  /** Size of the body in bytes, as far as known. */
  size: number
  /** Network of the sender; null where senders cannot be distinguished. */
  network?: string | null
  /** Caller of an API endpoint; absent for events. */
  caller?: CallerOfDelivery
}

/** Caller of an API endpoint, to be notified of the call's delivery. */
export interface CallerOfDelivery {
  /**
   * Called before the delivery is written. The delivery's first run has the same id. Returns true if the
   * caller waits for the result of this run.
   */
  accepting: (deliveryId: Id) => boolean
  /** Called instead of starting a run if the call repeats an earlier call. */
  repeats: (first: Id) => void
}

export type Refusals = ReturnType<typeof createRefusals>

/** Reason of the status “filtered” for a handshake that the rules answered. */
const HANDSHAKE = 'it was a handshake, which was answered by the rules of the card'

const whyAnswered = (rule: string | null, method: string): string =>
  rule === null ? whyMethodIgnored(method) : HANDSHAKE

/** Returns true for the status of an answered handshake, or of a request with an ignored method. */
export const isHandshake = (status: DeliveryStatus): boolean =>
  status.is === 'filtered' && [HANDSHAKE, ...Object.values(ignoredMethods)].includes(status.why)

/**
 * Interval at which the counts of refused requests are written. A crash loses at most the counts of one
 * interval.
 */
const REST = SECOND
/** Maximum length of the headers and of the query in a stored row, in characters. */
const MOST_KEPT = 4096

/** Returns as many complete header lines as fit into a stored row. */
export const cutHeaders = (headers: string[]): string[] => {
  let room = MOST_KEPT
  let at = 0
  for (; at + 1 < headers.length; at += 2) {
    room -= (headers[at] ?? '').length + (headers[at + 1] ?? '').length
    if (room < 0) break
  }
  return headers.slice(0, at)
}

/** Converts a sentence to a clause after “since”: “No key fits.” becomes “no key fits”. */
const endOf = (sentence: string): string =>
  sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')

/**
 * Stores refused requests within limits. Further requests are only counted, so a flood cannot fill the disk.
 */
export const createRefusals = ({ store, effects }: { store: Store; effects: Effects }) => {
  let counts = new Map<string, Counted>()
  let cancel: (() => void) | null = null
  const underWay = new Set<Promise<unknown>>()

  const flush = async (): Promise<void> => {
    cancel?.()
    cancel = null
    const now = [...counts.values()]
    counts = new Map()
    if (now.length > 0) await store.deliveries.countRefusals(now).catch(failed)
    await Promise.all(underWay)
  }
  const failed = (thrown: unknown): void => {
    effects.log('Refused requests could not be counted.', { cause: String(thrown) })
  }

  const count = (subscriptionId: Id, reason: RefusalReason): void => {
    const at = effects.clock()
    const key = `${subscriptionId} ${reason}`
    const before = counts.get(key)
    if (before === undefined) counts.set(key, { subscriptionId, reason, count: 1, firstAt: at, lastAt: at })
    else {
      before.count++
      before.lastAt = at
    }
    cancel ??= effects.after(REST, flush)
  }

  const keep = (
    row: Pick<Delivery, 'subscriptionId' | 'status' | 'verdict'>,
    head: Head,
    params: { body: Uint8Array; at: Millis }
  ): void => {
    const { method, contentType, size } = head
    const arrival = {
      method,
      query: head.query.slice(0, MOST_KEPT),
      headers: cutHeaders(head.headers),
      body: params.body
    }
    const id = effects.newId()
    const delivery = { id, ...row, receivedAt: params.at, method, contentType, size, orderKey: null }
    const kept: Promise<unknown> = store.deliveries
      .accept({ ...delivery, arrival })
      .catch(failed)
      .finally(() => underWay.delete(kept))
    underWay.add(kept)
  }

  return {
    /** Counts a refusal. Also stores a row without the body, within the limit of the Event URL. */
    add: (
      subscriptionId: Id,
      policy: EndpointPolicy,
      head: Head,
      { reason, facts }: { reason: RefusalReason; facts: RefusalFacts }
    ): void => {
      count(subscriptionId, reason)
      const at = effects.clock()
      if (policy.rows.take(at) !== null) return
      const { sentence } = refusalText(reason, facts)
      const status: DeliveryStatus = { is: 'refused', why: endOf(sentence) }
      const verdict = { reason, facts: { ...facts } }
      const concealed = policy.concealment.head(head)
      keep({ subscriptionId, status, verdict }, concealed, { body: new Uint8Array(), at })
    },
    /**
     * Stores a row for an answered handshake, within the limit. `rule` is the id of the rule that answered
     * it, or null.
     */
    answered: (
      subscriptionId: Id,
      policy: EndpointPolicy,
      head: Head,
      { rule, body }: { rule: string | null; body: Uint8Array }
    ): void => {
      const at = effects.clock()
      if (policy.rows.take(at) !== null) return
      const status: DeliveryStatus = { is: 'filtered', why: whyAnswered(rule, head.method) }
      keep({ subscriptionId, status, verdict: null }, policy.concealment.head(head), { body, at })
    },
    /** Counts a refusal without storing a row. */
    count,
    /** Writes all pending counts and rows. Called during shutdown. */
    flush
  }
}
