import {
  bareAsks,
  type Delivery,
  type DeliveryStatus,
  type Id,
  type Millis,
  type RefusalFacts,
  type RefusalReason,
  refusalText,
  SECOND,
  whyBareAsks
} from '@hookwright/model'
import type { Refusals as Counted, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'

/** Head of a request whose body is not stored. */
export interface Head {
  method: string
  query: string
  headers: string[]
  contentType: string
  /** Bytes of its body, as far as that is known. */
  size: number
  /** The network that it came from; null where senders cannot be told apart. */
  network?: string | null
  /** Caller of an API endpoint; absent for events. */
  caller?: CallerOfDelivery
}

/** Caller of an API endpoint, who is told of the delivery of the call. */
export interface CallerOfDelivery {
  /** Called before the delivery is written. Its first run has its id. */
  accepting: (deliveryId: Id) => void
  /** Called in place of a run when the call repeats an earlier one. */
  repeats: (first: Id) => void
}

export type Refusals = ReturnType<typeof createRefusals>

/** Why a question of a service, which the rules answered, is filtered. */
const HANDSHAKE = 'it was a handshake, which was answered by the rules of the card'

const whyAnswered = (rule: string | null, method: string): string =>
  rule === null ? whyBareAsks(method) : HANDSHAKE

/** Returns true for a delivery that was an answered handshake. */
export const isHandshake = (status: DeliveryStatus): boolean =>
  status.is === 'filtered' && [HANDSHAKE, ...Object.values(bareAsks)].includes(status.why)

/** Time that counts stay in memory only: a crash loses no more. */
const REST = SECOND
/** The most characters of header lines and of a query that such a row keeps. */
const MOST_KEPT = 4096

/** Whole header lines, as many as fit. */
export const cutHeaders = (headers: string[]): string[] => {
  let room = MOST_KEPT
  let at = 0
  for (; at + 1 < headers.length; at += 2) {
    room -= (headers[at] ?? '').length + (headers[at + 1] ?? '').length
    if (room < 0) break
  }
  return headers.slice(0, at)
}

/** A sentence as the end of one, behind “since”. */
const endOf = (sentence: string): string =>
  sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')

/** Stores refused requests within limits: a flood is counted and does not fill the disk. */
export const createRefusals = ({ store, outside }: { store: Store; outside: Effects }) => {
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
    outside.log('Refused requests could not be counted.', { cause: String(thrown) })
  }

  const count = (subscriptionId: Id, reason: RefusalReason): void => {
    const at = outside.clock()
    const key = `${subscriptionId} ${reason}`
    const before = counts.get(key)
    if (before === undefined) counts.set(key, { subscriptionId, reason, count: 1, firstAt: at, lastAt: at })
    else {
      before.count++
      before.lastAt = at
    }
    cancel ??= outside.after(REST, flush)
  }

  const keep = (
    row: Pick<Delivery, 'subscriptionId' | 'status' | 'verdict'>,
    head: Head,
    given: { body: Uint8Array; at: Millis }
  ): void => {
    const { method, contentType, size } = head
    const arrival = {
      method,
      query: head.query.slice(0, MOST_KEPT),
      headers: cutHeaders(head.headers),
      body: given.body
    }
    const id = outside.newId()
    const delivery = { id, ...row, receivedAt: given.at, method, contentType, size, orderKey: null }
    const kept: Promise<unknown> = store.deliveries
      .accept({ ...delivery, arrival })
      .catch(failed)
      .finally(() => underWay.delete(kept))
    underWay.add(kept)
  }

  return {
    /** Counts a refusal and, as long as its Event URL has room for that, keeps a row without the body. */
    add: (
      subscriptionId: Id,
      door: EndpointPolicy,
      head: Head,
      { reason, facts }: { reason: RefusalReason; facts: RefusalFacts }
    ): void => {
      count(subscriptionId, reason)
      const at = outside.clock()
      if (door.rows.take(at) !== null) return
      const { sentence } = refusalText(reason, facts)
      const status: DeliveryStatus = { is: 'refused', why: endOf(sentence) }
      const verdict = { reason, facts: { ...facts } }
      const concealed = door.concealment.head(head)
      keep({ subscriptionId, status, verdict }, concealed, { body: new Uint8Array(), at })
    },
    /** Keeps a row of a question that was answered, by the rule of that id if by any, as long as there is room. */
    answered: (
      subscriptionId: Id,
      door: EndpointPolicy,
      head: Head,
      { rule, body }: { rule: string | null; body: Uint8Array }
    ): void => {
      const at = outside.clock()
      if (door.rows.take(at) !== null) return
      const status: DeliveryStatus = { is: 'filtered', why: whyAnswered(rule, head.method) }
      keep({ subscriptionId, status, verdict: null }, door.concealment.head(head), { body, at })
    },
    /** Counts alone. */
    count,
    /** Writes everything pending, for a stop. */
    flush
  }
}
