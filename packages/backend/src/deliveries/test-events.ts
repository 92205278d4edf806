import { type Specs, signatureOf } from '@hookwright/engine'
import {
  type Arrival,
  Fault,
  type Header,
  headersIn,
  type Id,
  type Millis,
  maskEventUrl,
  SECOND,
  startCardOf
} from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Outside } from '../outside.ts'
import type { Door } from '../receiving/door.ts'
import { draftOf } from '../subscriptions/drafts.ts'
import { bodyReadsOf } from './body-reads.ts'
import { exampleBodyOf } from './example-body.ts'
import type { Lives } from './lives.ts'
import { signTestEvent } from './sign-test-event.ts'
import { MARK, testEventHeaders } from './test-event-headers.ts'

/** An event to be sent to a flow's own Event URL. */
export interface TestEvent {
  contentType: string
  headers: Header[]
  body: string
}

/** A test event to begin with. */
export interface TestEventDraft extends TestEvent {
  /** The newest delivery, as it came, or an example made from the outputs. */
  from: 'delivery' | 'outputs'
}

/** A test event that was sent, and what became of it. */
export interface TestEventSent {
  /** The URL is masked; the headers are those of the event, without what a client adds to each request. */
  request: { method: 'POST'; url: string; headers: Header[]; body: string }
  response: { status: number; headers: Header[]; body: string; took: Millis }
  /** Null when it was not kept. */
  deliveryId: Id | null
}

/** Sending events to flows by hand, from here. */
export interface TestEvents {
  /** Throws `flow.gone`, `flow.no-event`. */
  draft: (flowId: Id) => Promise<TestEventDraft>
  /** Throws `flow.gone`, `flow.not-on`, `http.header`, and what the client throws. */
  send: (flowId: Id, event: TestEvent) => Promise<TestEventSent>
  /** Told of each delivery that is kept while a test event is under way. */
  noticed: (arrival: Arrival, deliveryId: Id) => void
  /** True while a test event is under way. */
  areExpected: () => boolean
}

const TIMEOUT = 10 * SECOND

/** Headers that belong to one connection or one delivery and are no part of an event. */
const leftOut =
  /^(host|connection|content-length|content-type|transfer-encoding|accept-encoding|user-agent|keep-alive|x-hookwright-test)$/i

const JSON_TYPE = 'application/json'

export const createTestEvents = (given: {
  store: Store
  specs: Specs
  outside: Outside
  lives: Lives
}): TestEvents => {
  const { store, specs, outside, lives } = given
  const expected = new Map<string, (deliveryId: Id) => void>()

  const doorOf = async (flowId: Id): Promise<Door | null> => {
    const row = await store.subscriptions.wantedOf(flowId)
    const live = row && (await lives.byId(row.id))
    return live && lives.doorOf(live)
  }

  /** The newest delivery of a flow that can be sent again as text. */
  const newestOf = async (flowId: Id): Promise<TestEvent | null> => {
    const { rows } = await store.deliveries.list({ scope: { flowId }, status: 'done', limit: 1 })
    const [newest] = rows
    const arrival = newest && (await store.deliveries.find(newest.id))?.arrival
    if (!newest || !arrival) return null
    const body = Buffer.from(arrival.body).toString('utf8')
    if (!Buffer.from(body, 'utf8').equals(Buffer.from(arrival.body))) return null
    const headers = headersIn(arrival.headers).filter(({ name }) => !leftOut.test(name))
    return { contentType: newest.contentType || JSON_TYPE, headers, body }
  }

  /** An event made from what the flow's event reads. Throws `flow.no-event`. */
  const madeFor = async (doc: Parameters<typeof startCardOf>[0]): Promise<TestEvent> => {
    const start = startCardOf(doc)
    const use = start && specs.get(start.type)?.listens(start.config)
    const version = use ? await store.versions.find(use.versionId) : null
    const flow = version?.snapshot.flows.find(candidate => candidate.id === use?.eventFlowId)
    const signature = flow && signatureOf(flow, specs)
    if (!flow || !signature) throw new Fault('flow.no-event')
    const example = exampleBodyOf(bodyReadsOf(flow.doc, signature.outputs, specs), outside.clock())
    return { contentType: JSON_TYPE, headers: [], body: JSON.stringify(example, null, 2) }
  }

  return {
    draft: async flowId => {
      const flow = await draftOf(given, flowId)
      const newest = await newestOf(flowId)
      if (newest !== null) return { from: 'delivery', ...newest }
      return { from: 'outputs', ...(await madeFor(flow.doc)) }
    },
    send: async (flowId, { contentType, headers, body }) => {
      await draftOf(given, flowId)
      const door = await doorOf(flowId)
      if (door === null) throw new Fault('flow.not-on')
      const url = door.eventUrl
      const mark = outside.newId()
      const event = { headers: testEventHeaders({ contentType, headers }, mark), body }
      const sent = signTestEvent(outside, door, event)
      let deliveryId: Id | null = null
      expected.set(mark, id => {
        deliveryId = id
      })
      const begun = outside.clock()
      try {
        const answer = await outside.ownClient({
          method: 'POST',
          url: sent.query === '' ? url : `${url}?${sent.query}`,
          query: {},
          headers: Object.fromEntries(sent.headers.map(({ name, value }) => [name, value])),
          body: sent.body,
          authenticate: false,
          timeout: TIMEOUT
        })
        const answered = Object.entries(answer.headers).map(([name, value]) => ({ name, value }))
        const took = outside.clock() - begun
        return {
          request: { method: 'POST', url: maskEventUrl(url), headers: sent.shown, body },
          response: { status: answer.status, headers: answered, body: answer.body, took },
          deliveryId
        }
      } finally {
        expected.delete(mark)
      }
    },
    areExpected: () => expected.size > 0,
    noticed: ({ headers }, deliveryId) => {
      const mark = headersIn(headers).find(({ name }) => name.toLowerCase() === MARK)
      if (mark !== undefined) expected.get(mark.value)?.(deliveryId)
    }
  }
}
