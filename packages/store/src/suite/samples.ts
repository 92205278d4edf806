import { randomBytes, randomUUID } from 'node:crypto'
import type {
  Attempt,
  CleanupEntry,
  Connection,
  Connector,
  FaultData,
  Flow,
  Id,
  IncomingRequest,
  RunStatus,
  Subscription,
  VersionSnapshot
} from '@hookwright/model'
import { noAuthentication, plainBranding } from '@hookwright/model'
import type { FinishedRun, FlowRow, NewDelivery, RunRow, Store, SubscriptionStore } from '../store.ts'

/** Returns a random id. Ids are created outside the store, which accepts any UUID. */
export const newId = (): Id => randomUUID()

export const emptyFlow: Flow = { schemaVersion: 1, strip: ['start'], cards: {} }

export const sampleWaiting: Extract<RunStatus, { is: 'waiting' }> = {
  is: 'waiting',
  until: 99_000,
  at: ['wait'],
  waitsFor: { is: 'time', card: 'Wait For' }
}

export const sampleFault: FaultData = {
  code: 'registration.timed-out',
  message: 'The request took too long.',
  details: { seconds: 60 }
}

export const sampleConnector = (over: Partial<Connector> = {}): Connector => ({
  id: newId(),
  key: `acme-hr_${randomBytes(4).toString('hex')}`,
  name: 'Acme HR',
  description: 'People and their days off.',
  authentication: noAuthentication,
  branding: plainBranding,
  createdAt: 1_000,
  deletedAt: null,
  ...over
})

export const sampleFlow = (over: Partial<FlowRow> = {}): FlowRow => ({
  id: newId(),
  connectorId: null,
  ownerId: 'ann',
  name: 'Welcome new people',
  description: '',
  active: true,
  saveAll: true,
  doc: emptyFlow,
  draftNo: 1,
  createdAt: 1_000,
  updatedAt: 1_000,
  ...over
})

export const sampleSnapshot = (over: Partial<VersionSnapshot> = {}): VersionSnapshot => ({
  schemaVersion: 1,
  name: 'Acme HR',
  description: '',
  authentication: noAuthentication,
  branding: plainBranding,
  flows: [{ id: newId(), name: 'User created', description: '', doc: emptyFlow }],
  ...over
})

export const sampleConnection = (connectorId: Id, over: Partial<Connection> = {}): Connection => ({
  id: newId(),
  connectorId,
  purpose: 'user',
  ownerId: 'ann',
  methodId: 'main',
  name: 'Acme HR of Ann',
  createdAt: 1_000,
  ...over
})

export const sampleRun = (flowId: Id, over: Partial<RunRow> = {}): RunRow => ({
  id: newId(),
  kind: 'flow',
  flowId,
  subscriptionId: null,
  deliveryId: null,
  recordIndex: null,
  revisionId: null,
  replayOf: null,
  replay: null,
  status: { is: 'running' },
  startedAt: 2_000,
  finishedAt: null,
  steps: null,
  result: null,
  ...over
})

/** Returns the end of a successful run, with a trace that contains a value. */
export const sampleEnd = (id: Id, over: Partial<FinishedRun> = {}): FinishedRun => ({
  id,
  status: { is: 'succeeded' },
  finishedAt: 3_000,
  steps: [{ path: ['start'], status: 'succeeded', from: 0, to: 4, outputs: { name: 'Zoë' } }],
  result: { greeting: 'Hello Zoë' },
  ...over
})

/** Delivery with all of its data. */
export type WholeDelivery = NewDelivery & { arrival: IncomingRequest }

export const sampleDelivery = (subscriptionId: Id, over: Partial<WholeDelivery> = {}): WholeDelivery => {
  const body = over.arrival?.body ?? new TextEncoder().encode('{"name":"Zoë"}')
  return {
    id: newId(),
    subscriptionId,
    receivedAt: 2_500,
    method: 'POST',
    contentType: 'application/json',
    size: body.byteLength,
    status: { is: 'accepted' },
    orderKey: null,
    verdict: null,
    arrival: {
      method: 'POST',
      query: 'a=1&a=2',
      headers: ['Content-Type', 'application/json', 'X-Two', 'b', 'x-two', 'a'],
      body
    },
    ...over
  }
}

export const sampleEntry = (subscription: Subscription): CleanupEntry => ({
  id: newId(),
  subscriptionId: subscription.id,
  flowId: subscription.flowId,
  status: { is: 'open' },
  why: sampleFault,
  openedAt: 5_000,
  tries: 0,
  nextAt: null
})

/** Parameters of the method `begin`, with which turning on a flow starts. */
export type Beginning = Parameters<SubscriptionStore['begin']>[0]

/** Returns sample parameters for `begin`, with which turning on a flow starts. */
export const sampleBeginning = (flowId: Id, over: Partial<Subscription> = {}): Beginning => {
  const subscriptionId = over.id ?? newId()
  const revisionId = newId()
  const run = sampleRun(flowId, { kind: 'registration', subscriptionId })
  return {
    revision: { id: revisionId, flowId, createdAt: 2_000 },
    snapshot: {
      schemaVersion: 1,
      flow: { id: flowId, name: 'Welcome new people', description: '', doc: emptyFlow },
      helpers: []
    },
    subscription: {
      id: subscriptionId,
      flowId,
      status: { is: 'registering' },
      wanted: true,
      replacedBy: null,
      terms: {
        connectorId: newId(),
        versionId: newId(),
        eventFlowId: newId(),
        connectionId: null,
        revisionId,
        options: { department: 'Sales' },
        registration: { flowId: newId(), inputs: { events: ['user.created'] } },
        deregistration: null
      },
      startedAt: 2_000,
      deadline: 62_000,
      since: 2_000,
      fault: null,
      tokenTail: 'w9Xz',
      hold: null,
      ...over
    },
    tokenHash: randomBytes(32),
    tokenSealed: randomBytes(60),
    signingSecretSealed: randomBytes(40),
    attempt: {
      id: newId(),
      subscriptionId,
      kind: 'registration',
      outcome: 'running',
      startedAt: 2_000,
      endedAt: null,
      fault: null,
      runId: run.id
    },
    run
  }
}

/** Stores a user's flow. */
export const keepFlow = async (store: Store, over: Partial<FlowRow> = {}): Promise<FlowRow> => {
  const flow = sampleFlow(over)
  await store.flows.add(flow)
  return flow
}

/** Starts to turn on the given flow, or a new one. */
export const beginFlow = async (store: Store, flowId?: Id): Promise<Beginning> => {
  const beginning = sampleBeginning(flowId ?? (await keepFlow(store)).id)
  await store.subscriptions.begin(beginning)
  return beginning
}

/** Creates a running flow. */
export const turnOn = async (store: Store, expiresAt: number | null = null): Promise<Subscription> => {
  const { subscription, attempt, run } = await beginFlow(store)
  await store.subscriptions.becomeOn(subscription.id, {
    at: 2_400,
    attemptId: attempt.id,
    run: run && sampleEnd(run.id),
    registrationData: new Uint8Array([1, 2, 3]),
    expiresAt,
    answersUntil: 62_400,
    probedAt: null
  })
  return subscription
}

/** Returns a running attempt, by default to deregister. */
export const sampleAttempt = (subscriptionId: Id, over: Partial<Attempt> = {}): Attempt => ({
  id: newId(),
  subscriptionId,
  kind: 'deregistration',
  outcome: 'running',
  startedAt: 6_000,
  endedAt: null,
  fault: null,
  runId: null,
  ...over
})

/** Starts to turn off a subscription, without a run. */
export const beginOff = (store: Store, { id }: Pick<Subscription, 'id'>, at = 6_000): Promise<boolean> =>
  store.subscriptions.beginDeregistering(id, {
    at,
    attempt: sampleAttempt(id, { startedAt: at }),
    run: null
  })

/** Turns off a subscription, without runs. Calls `between` while the subscription is deregistering. */
export const turnOff = async (
  store: Store,
  { id }: Pick<Subscription, 'id'>,
  between: () => Promise<void> = async () => {}
): Promise<void> => {
  const attempt = sampleAttempt(id)
  await store.subscriptions.beginDeregistering(id, { at: 6_000, attempt, run: null })
  await between()
  await store.subscriptions.endDeregistering(id, {
    at: 7_000,
    attemptId: attempt.id,
    outcome: 'succeeded',
    fault: null,
    run: null,
    cleanup: null
  })
}

/** Accepts a delivery. */
export const acceptOne = async (
  store: Store,
  subscription: Subscription,
  over: Partial<WholeDelivery> = {}
): Promise<WholeDelivery> => {
  const delivery = sampleDelivery(subscription.id, over)
  await store.deliveries.accept(delivery)
  return delivery
}

/** Accepts a delivery with a text as its body, JSON by default. */
export const arrive = async (
  store: Store,
  subscription: Subscription,
  text: string,
  over: Partial<IncomingRequest> & { contentType?: string; receivedAt?: number } = {}
): Promise<Id> => {
  const { contentType = 'application/json', receivedAt = 2_500, ...parts } = over
  const body = new TextEncoder().encode(text)
  const arrival = { method: 'POST', query: '', headers: [], body, ...parts }
  return (await acceptOne(store, subscription, { contentType, receivedAt, arrival })).id
}

/** Number of deliveries in tests of long lists, slightly more than one scan reads. */
export const OVER_SCAN_LIMIT = 20_050

/** Returns the finished first run of a delivery. */
export const firstRunOf = (
  subscription: Subscription,
  delivery: { id: Id },
  over: Partial<RunRow> = {}
): RunRow => ({
  ...sampleRun(subscription.flowId, { subscriptionId: subscription.id, deliveryId: delivery.id }),
  ...sampleEnd(delivery.id),
  ...over
})
