import { type Specs, signatureOf } from '@hookwright/engine'
import {
  Fault,
  type Header,
  headersIn,
  type Id,
  type IncomingRequest,
  type Millis,
  maskEventUrl,
  SECOND,
  startCardOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'
import type { ProcessCalls } from '../kernel/process-calls.ts'
import { bodyReadsOf } from '../payloads/body-reads.ts'
import type { Shown } from '../retention/shown.ts'
import { draftOf } from '../revisions/drafts.ts'
import type { EndpointPolicy } from '../subscription-cache/endpoint-policy.ts'
import type { SubscriptionCache } from '../subscription-cache/subscription-cache.ts'
import { exampleBodyOf } from './example-body.ts'
import {
  isNewEachTime,
  partsOf,
  type SignedTestEvent,
  signTestEvent,
  type TestSignature
} from './sign-test-event.ts'
import { MARK, testEventHeaders } from './test-event-headers.ts'

/** Event to send to a flow's own Event URL. */
export interface TestEvent {
  contentType: string
  headers: Header[]
  body: string
}

/** Initial test event for a person to edit. */
export interface TestEventDraft extends TestEvent {
  /** Source of the event: the newest delivery, or an example derived from the outputs. */
  from: 'delivery' | 'outputs'
  /** Signature that the event would get now. Null while the flow is off. */
  signature: TestSignature | null
}

/** Signed test event for another client, with a placeholder for the secret. */
export interface TestEventToCopy {
  headers: Header[]
  body: string
  /** Query string of the Event URL; usually empty. */
  query: string
  signature: TestSignature
}

/** Sent test event, with its result. */
export interface TestEventSent {
  /** Sent request. The URL and secrets are masked. Headers that the client adds are omitted. */
  request: { method: 'POST'; url: string; headers: Header[]; body: string }
  response: { status: number; headers: Header[]; body: string; took: Millis }
  /** Stored delivery of the event; null when it was not stored. */
  deliveryId: Id | null
  signature: TestSignature
}

export type TestEvents = ReturnType<typeof createTestEvents>

const TIMEOUT = 10 * SECOND

/** Headers that belong to one HTTP connection or one delivery. They are not copied into a test event. */
const leftOut =
  /^(host|connection|content-length|content-type|transfer-encoding|accept-encoding|user-agent|keep-alive|x-hookwright-test)$/i

const JSON_TYPE = 'application/json'

/** Creates the functions that send test events to flows. */
export const createTestEvents = (params: {
  store: Store
  specs: Specs
  effects: Effects
  calls: Pick<ProcessCalls, 'toOthers'>
  subscriptionCache: Pick<SubscriptionCache, 'byId' | 'policyOf'>
  shown: Shown
}) => {
  const { store, specs, effects, calls, subscriptionCache } = params
  const expected = new Map<string, (deliveryId: Id) => void>()

  /**
   * Delivery ids of test events that other processes sent, by the value of their test event header. Null
   * until the delivery is stored.
   */
  const ofOthers = new Map<string, Id | null>()
  const askToExpect = calls.toOthers('test-event.expect', (mark: string) => {
    ofOthers.set(mark, null)
    expected.set(mark, id => void ofOthers.set(mark, id))
    effects.after(2 * TIMEOUT, () => {
      expected.delete(mark)
      ofOthers.delete(mark)
    })
  })
  const askForDelivery = calls.toOthers('test-event.delivery', (mark: string) => ofOthers.get(mark) ?? null)

  /** Returns the endpoint policy of a flow; null while the flow is off. */
  const policyOf = async (flowId: Id): Promise<EndpointPolicy | null> => {
    const row = await store.subscriptions.wantedOf(flowId)
    const subscription = row && (await subscriptionCache.byId(row.id))
    return subscription && subscriptionCache.policyOf(subscription)
  }

  const signFor = (policy: EndpointPolicy, headers: Header[], body: string): SignedTestEvent =>
    signTestEvent(policy, { headers, body }, { ...effects, now: effects.clock() })

  const openPolicy = async (flowId: Id): Promise<EndpointPolicy> => {
    await draftOf(params, flowId)
    const policy = await policyOf(flowId)
    if (policy === null) throw new Fault('flow.not-on')
    return policy
  }

  /** Returns a flow's newest delivery whose request can be sent again as text. Null if there is none. */
  const newestOf = async (flowId: Id, policy: EndpointPolicy | null): Promise<TestEvent | null> => {
    const { rows } = await store.deliveries.list({ scope: { flowId }, status: 'done', limit: 1 })
    const [newest] = rows
    const found = newest ? await store.deliveries.find(newest.id) : null
    const arrival = found && (await params.shown(found)).arrival
    if (!newest || !arrival) return null
    const body = Buffer.from(arrival.body).toString('utf8')
    if (!Buffer.from(body, 'utf8').equals(Buffer.from(arrival.body))) return null
    const headers = headersIn(arrival.headers).filter(
      ({ name }) => !leftOut.test(name) && !(policy !== null && isNewEachTime(policy.rules, name))
    )
    return { contentType: newest.contentType || JSON_TYPE, headers, body }
  }

  /** Returns an example event with the fields that the flow's event reads. Throws `flow.no-event`. */
  const madeFor = async (doc: Parameters<typeof startCardOf>[0]): Promise<TestEvent> => {
    const start = startCardOf(doc)
    const use = start && specs.get(start.type)?.listens(start.config)
    const version = use ? await store.versions.find(use.versionId) : null
    const flow = version?.snapshot.flows.find(candidate => candidate.id === use?.eventFlowId)
    const signature = flow && signatureOf(flow, specs)
    if (!flow || !signature) throw new Fault('flow.no-event')
    const example = exampleBodyOf(bodyReadsOf(flow.doc, signature.outputs, specs), effects.clock())
    return { contentType: JSON_TYPE, headers: [], body: JSON.stringify(example, null, 2) }
  }

  return {
    /** Returns an event to edit. Throws `flow.gone`, `flow.no-event`. */
    draft: async (flowId: Id): Promise<TestEventDraft> => {
      const flow = await draftOf(params, flowId)
      const policy = await policyOf(flowId)
      const newest = await newestOf(flowId, policy)
      const event = newest ?? (await madeFor(flow.doc))
      const { contentType, headers, body } = event
      const whole = [{ name: 'content-type', value: contentType }, ...headers]
      const signature = policy && signFor(policy, whole, body).signature
      return { from: newest === null ? 'outputs' : 'delivery', ...event, signature }
    },
    /** Signs an event without sending it. Throws `flow.gone`, `flow.not-on`, `http.header`. */
    sign: async (flowId: Id, { contentType, headers, body }: TestEvent): Promise<TestEventToCopy> => {
      const policy = await openPolicy(flowId)
      const named = testEventHeaders({ contentType, headers }, '').filter(({ name }) => name !== MARK)
      const { shown, signature } = signFor(policy, named, body)
      return { ...partsOf(shown), signature }
    },
    /**
     * Signs an event by the card's rules and sends it. Throws `flow.gone`, `flow.not-on`,
     * `http.header`, `test-event.not-signed`, and the faults of the client.
     */
    send: async (flowId: Id, { contentType, headers, body }: TestEvent): Promise<TestEventSent> => {
      const policy = await openPolicy(flowId)
      const mark = effects.newId()
      const { request, shown, signature } = signFor(
        policy,
        testEventHeaders({ contentType, headers }, mark),
        body
      )
      if (signature.is === 'not') throw new Fault('test-event.not-signed', { why: signature.why })
      const sent = partsOf(request)
      const told = partsOf(shown)
      const behind = (query: string): string => (query === '' ? '' : `?${query}`)
      let deliveryId: Id | null = null
      expected.set(mark, id => {
        deliveryId = id
      })
      await askToExpect(mark)
      const begun = effects.clock()
      try {
        const answer = await effects.ownClient({
          method: 'POST',
          url: policy.eventUrl + behind(sent.query),
          query: {},
          headers: Object.fromEntries(sent.headers.map(({ name, value }) => [name, value])),
          body: sent.body,
          authenticate: false,
          timeout: TIMEOUT
        })
        const answered = Object.entries(answer.headers).map(([name, value]) => ({ name, value }))
        const took = effects.clock() - begun
        const url = maskEventUrl(policy.eventUrl) + behind(told.query)
        deliveryId ??= (await askForDelivery(mark)).find(id => id !== null) ?? null
        return {
          request: { method: 'POST', url, headers: told.headers, body: told.body },
          response: { status: answer.status, headers: answered, body: answer.body, took },
          deliveryId,
          signature
        }
      } finally {
        expected.delete(mark)
      }
    },
    /** Returns true while a test event is in progress. */
    areExpected: (): boolean => expected.size > 0,
    /** Called with each delivery that is stored while a test event is in progress. */
    noticed: ({ headers }: IncomingRequest, deliveryId: Id): void => {
      const mark = headersIn(headers).find(({ name }) => name.toLowerCase() === MARK)
      if (mark !== undefined) expected.get(mark.value)?.(deliveryId)
    }
  }
}
