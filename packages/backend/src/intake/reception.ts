import {
  contentTypeOf,
  type Delivery,
  type DeliveryStatus,
  Fault,
  type Id,
  type IncomingRequest,
  type RefusalFacts,
  type RefusalReason,
  takesDeliveries,
  type Verdict
} from '@hookwright/model'
import type { DedupKeys, NewDelivery, Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import { encodingIn } from '../payloads/content-encoding.ts'
import { deliveryKeyOf } from '../payloads/dedup-key.ts'
import type { EventAnswer } from '../subscription-cache/answers.ts'
import { type Concealed, sealBody } from '../subscription-cache/concealment.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { createAnswerHandshake } from './answer-handshake.ts'
import type { FetchedKeys } from './fetched-keys.ts'
import { createJudgement } from './judgement.ts'
import type { LastMatched } from './last-matched.ts'
import type { Networks } from './networks.ts'
import { cutHeaders, type Head, type Refusals } from './refusals.ts'
import { createRefuseRequest, type RefusalContext } from './refuse-request.ts'
import { withoutValues } from './without-values.ts'

/** Result of the preflight, before the body is read. */
export type Preflight = { is: 'answered'; answer: EventAnswer } | Expected

/** Its body may come, up to so many bytes. */
interface Expected {
  is: 'expected'
  most: number
  /** Resolves as `kept` only when bytes, headers and time are durable. Throws `storage.failed`: nothing was kept. */
  take: (body: Uint8Array) => EventAnswer | Promise<EventAnswer>
  /** It is larger than that. */
  tooLarge: () => EventAnswer
  /** There is no room for it at the moment. */
  overloaded: () => EventAnswer
}

/** Answers what comes to Event URLs, by the rules of their cards. */
export interface Reception {
  /** At once where the subscription is held ready. `size` is what the request announces. */
  meet: (token: string, head: Head) => Preflight | Promise<Preflight>
}

export const createReception = (given: {
  store: Store
  outside: Effects
  lives: SubscriptionCache
  refusals: Refusals
  fetched: FetchedKeys
  matched: LastMatched
  networks: Networks
  /** Told of each delivery that is accepted before it is written. */
  comes: (deliveryId: Id) => void
  /** Told of each accepted delivery once it is durable; the answer waits for what it gives. */
  accepted: (
    live: CachedSubscription,
    delivery: Delivery,
    arrival: IncomingRequest
  ) => Promise<void> | undefined
  /** Told of each delivery that was kept, with all that came. */
  kept: (live: CachedSubscription, delivery: Delivery, arrival: IncomingRequest) => void
}): Reception => {
  const { store, outside, lives, refusals, matched, networks } = given
  const verdictOf = createJudgement(given)
  const turnAway = createRefuseRequest(refusals)
  const answerHandshake = createAnswerHandshake({ store, outside, lives, refusals, turnAway })

  const newDelivery = (
    live: CachedSubscription,
    head: Head,
    receivedAt: number,
    arrival: IncomingRequest
  ): NewDelivery => ({
    id: outside.newId(),
    subscriptionId: live.id,
    receivedAt,
    method: head.method,
    contentType: head.contentType,
    size: arrival.body.byteLength,
    status: { is: 'accepted' },
    orderKey: null,
    verdict: null,
    arrival
  })

  const saidAs = (live: CachedSubscription, door: EndpointPolicy, deliveryId: Id): EventAnswer => {
    // Written out, as all that an event passes (decision 057).
    const { status, headers, body } = live.status.is === 'paused' ? door.paused : door.accepted
    return { is: 'said', status, headers, body, deliveryId }
  }

  const onceOnly = (live: CachedSubscription, deliveryId: string | null): DedupKeys | undefined =>
    deliveryId === null
      ? undefined
      : {
          flowId: live.flowId,
          key: deliveryKeyOf(outside, deliveryId)
        }

  /** The hot path: what has to wait for nothing does not. */
  const accept = (
    live: CachedSubscription,
    door: EndpointPolicy,
    head: Head,
    { arrival, exact }: Concealed,
    verdict: Extract<Verdict, { is: 'accepted' }>
  ): Promise<EventAnswer> => {
    const at = outside.clock()
    const delivery = newDelivery(live, head, at, arrival)
    delivery.contentType = contentTypeOf(door.rules, verdict.matched, head.contentType)
    if (exact !== null) {
      delivery.size = exact.byteLength
      delivery.sealedBody = sealBody(outside, delivery.id, exact)
    }
    delivery.orderKey = verdict.orderKey
    if (live.redaction.length > 0) delivery.redaction = 'due'
    const said = (): EventAnswer => {
      if (verdict.matched !== null) matched.note(live.id, door.matched, verdict.matched, at)
      given.kept(live, delivery, arrival)
      return saidAs(live, door, delivery.id)
    }
    given.comes(delivery.id)
    return store.deliveries.accept(delivery, onceOnly(live, verdict.deliveryId)).then(first => {
      const more = first === null ? given.accepted(live, delivery, arrival) : undefined
      return more === undefined ? said() : more.then(said)
    })
  }

  const leaveOut = async (
    live: CachedSubscription,
    door: EndpointPolicy,
    head: Head,
    arrival: IncomingRequest,
    verdict: Extract<Verdict, { is: 'filtered' }>
  ): Promise<EventAnswer> => {
    const at = outside.clock()
    const size = arrival.body.byteLength
    const contentType = contentTypeOf(door.rules, verdict.matched, head.contentType)
    const whole = { ...arrival, headers: cutHeaders(arrival.headers), body: new Uint8Array() }
    const { arrival: cut, places } = withoutValues(live, head, whole)
    const status: DeliveryStatus = { is: 'filtered', why: verdict.why }
    const delivery: NewDelivery = { ...newDelivery(live, head, at, cut), contentType, size, status }
    if (places.length > 0) delivery.redaction = places
    await store.deliveries.accept(delivery)
    if (verdict.matched !== null) matched.note(live.id, door.matched, verdict.matched, at)
    given.kept(live, delivery, arrival)
    return saidAs(live, door, delivery.id)
  }

  const follow = (
    live: CachedSubscription,
    door: EndpointPolicy,
    met: Head,
    concealed: Concealed,
    verdict: Verdict
  ): EventAnswer | Promise<EventAnswer> => {
    if (verdict.is === 'accepted') return accept(live, door, met, concealed, verdict)
    const { arrival } = concealed
    if (live.current) return leave(live, door, met, arrival, verdict)
    // A rule may have come with the body on its way: what gets no run is kept by those in force.
    return lives.byId(live.id).then(now => leave(now ?? live, door, met, arrival, verdict))
  }

  /** Answers a request that gets no run. */
  const leave = (
    live: CachedSubscription,
    door: EndpointPolicy,
    met: Head,
    arrival: IncomingRequest,
    verdict: Exclude<Verdict, { is: 'accepted' }>
  ): EventAnswer | Promise<EventAnswer> => {
    const head = { ...met, size: arrival.body.byteLength }
    switch (verdict.is) {
      case 'filtered':
        return leaveOut(live, door, head, arrival, verdict)
      case 'handshake':
        return answerHandshake({ live, door, head }, arrival, verdict)
      case 'refused':
        return turnAway.refuse({ live, door, head }, verdict.reason, verdict.facts, verdict.status)
      case 'fetch':
        throw new Error('A verdict with all of its keys asks for none.')
    }
  }

  const take = (
    live: CachedSubscription,
    door: EndpointPolicy,
    met: Head,
    body: Uint8Array
  ): EventAnswer | Promise<EventAnswer> => {
    const arrival: IncomingRequest = { method: met.method, query: met.query, headers: met.headers, body }
    const verdict = verdictOf(door, arrival)
    const concealed = door.concealment.arrival(arrival, met.contentType)
    return verdict instanceof Promise
      ? verdict.then(known => follow(live, door, met, concealed, known))
      : follow(live, door, met, concealed, verdict)
  }

  const answered = (
    at: RefusalContext,
    reason: RefusalReason,
    facts: RefusalFacts,
    status: number
  ): Preflight => ({
    is: 'answered',
    answer: turnAway.refuse(at, reason, facts, status)
  })

  const meetAt = (live: CachedSubscription, door: EndpointPolicy, head: Head): Preflight => {
    const { answer } = door.receiving
    const at = { live, door, head }
    if (!takesDeliveries(live.status)) return answered(at, 'off', {}, answer.off)
    const { network = null } = head
    const wait = network === null ? null : networks.take(network, outside.clock())
    if (wait !== null)
      return answered(at, 'network-busy', { seconds: wait, network: network ?? '' }, answer.overloaded)
    const seconds = door.bucket.take(outside.clock())
    if (seconds !== null) return answered(at, 'busy', { seconds }, answer.overloaded)
    const most = door.maxBytes
    if (head.size > most) return answered(at, 'too-large', { size: head.size, most }, 413)
    const encoding = encodingIn(head.headers)
    if (encoding !== null) return answered(at, 'encoding', { encoding }, 415)
    return {
      is: 'expected',
      most,
      take: body => take(live, door, head, body),
      tooLarge: () => turnAway.refuse(at, 'too-large', { size: `more than ${most}`, most }, 413),
      overloaded: () => turnAway.overload(live, door)
    }
  }

  const meetLive = (live: CachedSubscription | null, head: Head): Preflight | Promise<Preflight> => {
    if (live === null) {
      const fault = new Fault('event-url.unknown')
      return {
        is: 'answered',
        answer: { is: 'fault', fault, status: null, retryAfter: null, deliveryId: null }
      }
    }
    const found = lives.doorOf(live)
    return found instanceof Promise ? found.then(door => meetAt(live, door, head)) : meetAt(live, found, head)
  }

  return {
    meet: (token, head) => {
      const found = lives.find(token)
      return found instanceof Promise ? found.then(live => meetLive(live, head)) : meetLive(found, head)
    }
  }
}
