import {
  contentTypeOf,
  type Delivery,
  type DeliveryStatus,
  Fault,
  type Id,
  type IncomingRequest,
  REGISTRATION_FAILED,
  type RefusalFacts,
  type RefusalReason,
  runsDeliveries,
  takesDeliveries,
  thenMaybe,
  type Verdict
} from '@hookwright/model'
import type { DedupKeys, NewDelivery, Store } from '@hookwright/store'
import { createAnswerHandshake } from '../intake/answer-handshake.ts'
import type { FetchedKeys } from '../intake/fetched-keys.ts'
import { createJudgement } from '../intake/judgement.ts'
import type { LastMatched } from '../intake/last-matched.ts'
import type { Listening } from '../intake/listening.ts'
import type { Networks } from '../intake/networks.ts'
import type { Preflight } from '../intake/preflight.ts'
import { cutHeaders, type Head, type Refusals } from '../intake/refusals.ts'
import { createRefuseRequest, type RefusalContext, withoutValues } from '../intake/refuse-request.ts'
import type { Effects } from '../kernel/effects.ts'
import type { Meters } from '../kernel/meters.ts'
import type { TracedDelivery } from '../kernel/tracing.ts'
import { deliveryKeyOf } from '../payloads/dedup-key.ts'
import { redactDelivery } from '../payloads/redact-delivery.ts'
import { encodingIn } from '../payloads/request-details.ts'
import type { HideOpen } from '../retention/hide-open.ts'
import type { EventAnswer } from '../subscription-cache/answers.ts'
import { type Concealed, sealBody } from '../subscription-cache/concealment.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'
import type { CachedSubscription, SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { TestEvents } from './test-events.ts'

/**
 * Answers requests at Event URLs according to their cards' rules. Passes accepted deliveries to the
 * dispatcher.
 */
export const createReception = (params: {
  store: Store
  effects: Effects
  subscriptionCache: SubscriptionCache
  dispatcher: Dispatcher
  testEvents: Pick<TestEvents, 'areExpected' | 'noticed'>
  listening: Pick<Listening, 'isOpen' | 'tap'>
  refusals: Refusals
  fetched: FetchedKeys
  matched: LastMatched
  networks: Networks
  hideOpen: HideOpen
  meters: Meters
}) => {
  const { store, effects, subscriptionCache, dispatcher, testEvents, listening } = params
  const { refusals, fetched, matched, networks, hideOpen, meters } = params
  const verdictOf = createJudgement({ effects, fetched })
  const refusing = createRefuseRequest(refusals, meters)
  const answerHandshake = createAnswerHandshake({ store, effects, subscriptionCache, refusals, refusing })

  /**
   * Redacts values of a delivery that was being written when a redaction rule was added. The response does
   * not wait for this.
   */
  const hideLate = (): void => {
    hideOpen().catch(thrown =>
      effects.log('Data covered by a new redaction rule could not be redacted. This is retried in an hour.', {
        cause: String(thrown)
      })
    )
  }

  /** Handles a delivery whose subscription changed while the delivery was being written. */
  const catchUp = async (
    stale: CachedSubscription,
    delivery: Delivery,
    arrival: IncomingRequest
  ): Promise<void> => {
    // Those of an order are fetched as they are stored, whoever came to know of the change first.
    if (delivery.orderKey !== null) dispatcher.queueWaiting(stale.id)
    const subscription = await subscriptionCache.byId(stale.id)
    if (subscription === null) return
    if (delivery.redaction === undefined && subscription.redaction.length > 0) hideLate()
    if (runsDeliveries(subscription.status)) {
      if (delivery.orderKey === null) dispatcher.accept({ subscription, delivery, arrival, hasBegun: false })
    } else if (subscription.status.is === 'ended') {
      await store.deliveries.settle(delivery.id, { is: 'filtered', why: REGISTRATION_FAILED })
    }
  }

  /** Passes a delivery, redacted, to the sessions that listen for requests to its event. */
  const tapShown = (subscription: CachedSubscription, delivery: Delivery, arrival: IncomingRequest): void => {
    if (subscription.redaction.length === 0) {
      listening.tap(subscription, delivery, arrival)
      return
    }
    redactDelivery(effects, delivery, arrival, subscription.redaction).then(
      redacted => listening.tap(subscription, delivery, redacted.arrival),
      thrown =>
        effects.log('A delivery could not be shown to a user who listens for requests.', {
          delivery: delivery.id,
          cause: String(thrown)
        })
    )
  }

  const newDelivery = (
    subscription: CachedSubscription,
    head: Head,
    receivedAt: number,
    arrival: IncomingRequest
  ): NewDelivery => ({
    id: effects.newId(),
    subscriptionId: subscription.id,
    receivedAt,
    method: head.method,
    contentType: head.contentType,
    size: arrival.body.byteLength,
    status: { is: 'accepted' },
    orderKey: null,
    verdict: null,
    arrival
  })

  const saidAs = (subscription: CachedSubscription, policy: EndpointPolicy, deliveryId: Id): EventAnswer => {
    // Written out, as all that an event passes (decision 057).
    const { status, headers, body } = subscription.status.is === 'paused' ? policy.paused : policy.accepted
    return { is: 'said', status, headers, body, deliveryId }
  }

  const traceDelivery = (
    subscription: CachedSubscription,
    delivery: NewDelivery,
    stored: Pick<TracedDelivery, 'isDuplicate' | 'storedAt'>
  ): void => {
    const { flowId, terms } = subscription
    const headers = delivery.arrival?.headers ?? []
    effects.tracing?.delivered({ ...delivery, ...stored, flowId, connectorId: terms.connectorId, headers })
  }

  const onceOnly = (subscription: CachedSubscription, deliveryId: string | null): DedupKeys | undefined =>
    deliveryId === null
      ? undefined
      : {
          flowId: subscription.flowId,
          key: deliveryKeyOf(effects, deliveryId)
        }

  /**
   * Reports a stored delivery to waiting test events and to listening sessions. The sessions get it redacted.
   */
  const showKept = (subscription: CachedSubscription, delivery: Delivery, arrival: IncomingRequest): void => {
    if (testEvents.areExpected()) testEvents.noticed(arrival, delivery.id)
    if (listening.isOpen()) tapShown(subscription, delivery, arrival)
  }

  /** Passes a durable delivery to the dispatcher. The response waits for the returned promise. */
  const dispatch = (
    subscription: CachedSubscription,
    delivery: Delivery,
    arrival: IncomingRequest
  ): Promise<void> | undefined => {
    if (!subscription.current) {
      return catchUp(subscription, delivery, arrival).finally(() => dispatcher.unreserve(delivery.id))
    }
    if (runsDeliveries(subscription.status))
      dispatcher.accept({ subscription, delivery, arrival, hasBegun: false })
    else dispatcher.unreserve(delivery.id)
    return undefined
  }

  /**
   * Refuses a request if another process has turned its flow off. This process still had the flow in its
   * cache. Rethrows any other failure.
   */
  const refuseOff = (
    subscription: CachedSubscription,
    policy: EndpointPolicy,
    head: Head,
    thrown: unknown
  ): EventAnswer => {
    if (!(thrown instanceof Fault) || thrown.code !== 'subscription.gone') throw thrown
    subscriptionCache.drop(({ id }) => id === subscription.id)
    // A caller waits for a run, which there will not be.
    if (head.caller !== undefined) throw new Fault('endpoint.off')
    return refusing.refuse({ subscription, policy, head }, 'off', {}, policy.receiving.answer.off)
  }

  /** Writes an accepted delivery. This is the hot path: it is synchronous wherever possible. */
  const acceptDelivery = (
    subscription: CachedSubscription,
    policy: EndpointPolicy,
    head: Head,
    { arrival, exact }: Concealed,
    verdict: Extract<Verdict, { is: 'accepted' }>
  ): Promise<EventAnswer> => {
    const at = effects.clock()
    const delivery = newDelivery(subscription, head, at, arrival)
    delivery.contentType = contentTypeOf(policy.rules, verdict.matched, head.contentType)
    if (exact !== null) {
      delivery.size = exact.byteLength
      delivery.sealedBody = sealBody(effects, delivery.id, exact)
    }
    delivery.orderKey = verdict.orderKey
    if (subscription.redaction.length > 0) delivery.redaction = 'due'
    const said = (): EventAnswer => {
      if (verdict.matched !== null) matched.note(subscription.id, policy.matched, verdict.matched, at)
      showKept(subscription, delivery, arrival)
      return saidAs(subscription, policy, delivery.id)
    }
    if (head.caller?.accepting(delivery.id)) delivery.isCalled = true
    dispatcher.note(delivery.id)
    if (subscription.current && runsDeliveries(subscription.status))
      dispatcher.reserve(delivery, subscription)
    const stored = (first: Id | null): EventAnswer | Promise<EventAnswer> => {
      const storedAt = effects.clock()
      meters.noteAccepted(storedAt - at)
      meters.countRequest(subscription.terms.connectorId, first === null ? 'accepted' : 'duplicate')
      if (effects.tracing !== undefined)
        traceDelivery(subscription, delivery, { isDuplicate: first !== null, storedAt })
      if (first !== null) {
        dispatcher.unreserve(delivery.id)
        head.caller?.repeats(first)
      }
      const more = first === null ? dispatch(subscription, delivery, arrival) : undefined
      return more === undefined ? said() : more.then(said)
    }
    return store.deliveries.accept(delivery, onceOnly(subscription, verdict.deliveryId)).then(
      first => {
        try {
          return stored(first)
        } catch (thrown) {
          // It is on disk, and whoever is free runs it.
          dispatcher.unreserve(delivery.id)
          throw thrown
        }
      },
      thrown => {
        dispatcher.unreserve(delivery.id)
        return refuseOff(subscription, policy, { ...head, size: delivery.size }, thrown)
      }
    )
  }

  /** Stores a filtered delivery, which gets no run, with its headers but without its body. */
  const keepFiltered = async (
    subscription: CachedSubscription,
    policy: EndpointPolicy,
    head: Head,
    arrival: IncomingRequest,
    verdict: Extract<Verdict, { is: 'filtered' }>
  ): Promise<EventAnswer> => {
    const at = effects.clock()
    const size = arrival.body.byteLength
    const contentType = contentTypeOf(policy.rules, verdict.matched, head.contentType)
    const whole = { ...arrival, headers: cutHeaders(arrival.headers), body: new Uint8Array() }
    const { arrival: cut, places } = withoutValues(subscription, head, whole)
    const status: DeliveryStatus = { is: 'filtered', why: verdict.why }
    const delivery: NewDelivery = { ...newDelivery(subscription, head, at, cut), contentType, size, status }
    if (places.length > 0) delivery.redaction = places
    await store.deliveries.accept(delivery)
    meters.countRequest(subscription.terms.connectorId, 'filtered')
    if (verdict.matched !== null) matched.note(subscription.id, policy.matched, verdict.matched, at)
    showKept(subscription, delivery, arrival)
    return saidAs(subscription, policy, delivery.id)
  }

  const answerVerdict = (
    subscription: CachedSubscription,
    policy: EndpointPolicy,
    met: Head,
    concealed: Concealed,
    verdict: Verdict
  ): EventAnswer | Promise<EventAnswer> => {
    if (verdict.is === 'accepted') return acceptDelivery(subscription, policy, met, concealed, verdict)
    const { arrival } = concealed
    if (subscription.current) return answerWithoutRun(subscription, policy, met, arrival, verdict)
    // A rule may have come with the body on its way: what gets no run is kept by those in force.
    return subscriptionCache
      .byId(subscription.id)
      .then(now => answerWithoutRun(now ?? subscription, policy, met, arrival, verdict))
  }

  /** Answers a request that gets no run. */
  const answerWithoutRun = (
    subscription: CachedSubscription,
    policy: EndpointPolicy,
    met: Head,
    arrival: IncomingRequest,
    verdict: Exclude<Verdict, { is: 'accepted' }>
  ): EventAnswer | Promise<EventAnswer> => {
    const head = { ...met, size: arrival.body.byteLength }
    switch (verdict.is) {
      case 'filtered':
        return keepFiltered(subscription, policy, head, arrival, verdict)
      case 'handshake':
        meters.countRequest(subscription.terms.connectorId, 'handshake')
        return answerHandshake({ subscription, policy, head }, arrival, verdict)
      case 'refused':
        return refusing.refuse({ subscription, policy, head }, verdict.reason, verdict.facts, verdict.status)
      case 'fetch':
        throw new Error('The signature check requested a key although all keys were loaded.')
    }
  }

  /** Decides about a request after its body has arrived. */
  const judgeRequest = (
    subscription: CachedSubscription,
    policy: EndpointPolicy,
    met: Head,
    body: Uint8Array
  ): EventAnswer | Promise<EventAnswer> => {
    const arrival: IncomingRequest = { method: met.method, query: met.query, headers: met.headers, body }
    const verdict = verdictOf(policy, arrival)
    const concealed = policy.concealment.arrival(arrival, met.contentType)
    return verdict instanceof Promise
      ? verdict.then(known => answerVerdict(subscription, policy, met, concealed, known))
      : answerVerdict(subscription, policy, met, concealed, verdict)
  }

  const answered = (
    at: RefusalContext,
    reason: RefusalReason,
    facts: RefusalFacts,
    status: number
  ): Preflight => ({
    is: 'answered',
    answer: refusing.refuse(at, reason, facts, status)
  })

  const checkRequest = (subscription: CachedSubscription, policy: EndpointPolicy, head: Head): Preflight => {
    const { answer } = policy.receiving
    const at = { subscription, policy, head }
    if (!takesDeliveries(subscription.status)) return answered(at, 'off', {}, answer.off)
    const { network = null } = head
    const wait = network === null ? null : networks.take(network, effects.clock())
    if (wait !== null)
      return answered(at, 'network-busy', { seconds: wait, network: network ?? '' }, answer.overloaded)
    const seconds = policy.bucket.take(effects.clock())
    if (seconds !== null) return answered(at, 'busy', { seconds }, answer.overloaded)
    const most = policy.maxBytes
    if (head.size > most) return answered(at, 'too-large', { size: head.size, most }, 413)
    const encoding = encodingIn(head.headers)
    if (encoding !== null) return answered(at, 'encoding', { encoding }, 415)
    return {
      is: 'expected',
      most,
      accept: body => judgeRequest(subscription, policy, head, body),
      tooLarge: () => refusing.refuse(at, 'too-large', { size: `more than ${most}`, most }, 413),
      overloaded: () => refusing.overload(subscription, policy)
    }
  }

  const preflightOf = (
    subscription: CachedSubscription | null,
    head: Head
  ): Preflight | Promise<Preflight> => {
    if (subscription === null) {
      const fault = new Fault('event-url.unknown')
      return {
        is: 'answered',
        answer: { is: 'fault', fault, status: null, retryAfter: null, deliveryId: null }
      }
    }
    const found = subscriptionCache.policyOf(subscription)
    return found instanceof Promise
      ? found.then(policy => checkRequest(subscription, policy, head))
      : checkRequest(subscription, found, head)
  }

  /**
   * Checks a call. While the flow is paused, answers 503 and stores nothing, since the caller waits for an
   * answer.
   */
  const checkCall = (subscription: CachedSubscription, policy: EndpointPolicy, head: Head): Preflight =>
    subscription.status.is === 'paused'
      ? answered({ subscription, policy, head }, 'paused', {}, 503)
      : checkRequest(subscription, policy, head)

  return {
    /** Checks the head of a call to an API endpoint. */
    preflightCall: (subscription: CachedSubscription, head: Head): Preflight | Promise<Preflight> =>
      thenMaybe(subscriptionCache.policyOf(subscription), policy => checkCall(subscription, policy, head)),
    /**
     * Finds the subscription and checks the head of the request. Synchronous where the subscription
     * is cached.
     */
    preflight: (token: string, head: Head): Preflight | Promise<Preflight> => {
      const found = subscriptionCache.find(token)
      return found instanceof Promise
        ? found.then(subscription => preflightOf(subscription, head))
        : preflightOf(found, head)
    }
  }
}
