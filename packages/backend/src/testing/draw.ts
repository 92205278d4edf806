import { cardOf, flowOf } from '@hookwright/engine/testing'
import {
  type Bindings,
  blankReceiving,
  type Card,
  type Flow,
  type Id,
  literal,
  noAuthentication,
  one,
  pill,
  type Receiving,
  sameJson,
  text
} from '@hookwright/model'
import type { Backend } from '../backend.ts'

const nameField = {
  id: 'name',
  label: 'Name',
  fieldType: 'text-field',
  dataType: one('text'),
  required: true
} as const

const topicField = { ...nameField, id: 'topic', label: 'Topic' }

/**
 * Returns the ending of the URLs that the registration flows call, such as `/v2`. It differs for each edition
 * of the connector.
 */
const endOf = (edition: number): string => `/v${edition}`

/** Owner of everything that these tests create. */
const ownerId = 'uma'

/**
 * Deployed connector with two events. One contains a single name; the other contains a list of names and has
 * Run mode.
 */
export interface TestConnector {
  connectorId: Id
  versionId: Id
  oneId: Id
  listId: Id
}

/**
 * Creates the connector. With `registers`, turning a flow on creates a subscription at the service, and
 * turning it off deletes it. `renews` and `lists` add the flows for renewing and listing. The service returns
 * the expiry as `expiresAt`. With `captures`, the service's response is stored, and later requests send its
 * `id` and `secret`.
 */
export const drawConnector = async (
  backend: Backend,
  params: {
    registers: boolean
    /** False for a connector without a deregistration flow. */
    deregisters?: boolean
    renews?: boolean
    /** True to send the data of an earlier, lapsed registration to the service. */
    resumes?: boolean
    lists?: boolean
    captures?: boolean
    /** True to add the option Topic. Each request then contains the topic and the edition of the flow. */
    topics?: boolean
    proves?: boolean
    /** Instructions for users who enter the Event URL at the service. */
    byHandNote?: string
    /** True to add a flow that requests the test event from the service. */
    asks?: boolean
    receiving?: Partial<Receiving>
    hasKey?: boolean
    name?: string
    /** True to make events wait for a day before their effect. */
    waits?: boolean
    /** True to start a run of the connector's helper flow for each event. */
    begins?: boolean
    /** Part of the request that contains the name of the event. Absent for the body. */
    nameIn?: 'query'
  } = { registers: false }
): Promise<TestConnector> => {
  const { id: connectorId } = await backend.connectors.create({
    name: params.name ?? 'Acme HR',
    description: ''
  })
  if (params.hasKey === true) {
    const secret = { id: 'secret', label: 'Signing key', entry: 'password', required: true } as const
    await backend.connectors.authenticate(connectorId, {
      ...noAuthentication,
      kind: 'custom',
      fields: [secret]
    })
  }
  const add = async (name: string, doc: Flow): Promise<Id> =>
    (await backend.flows.create({ connectorId, ownerId, name, doc })).id
  const told =
    params.receiving === undefined
      ? pill('start', 'eventUrl')
      : text(pill('start', 'eventUrl'), ' ', pill('start', 'signingSecret'))
  const resumed = text('after ', pill('start', 'lapsedData', ['id']))
  const kept = (key: string) => pill('start', 'registrationData', [key])
  const inputs = params.topics ? [topicField] : []
  const topic = params.topics ? ['/', pill('start', 'topic'), endOf(1)] : []
  const hook = params.captures
    ? text('/hooks/', kept('id'), '/', kept('secret'), ...topic)
    : params.topics
      ? text('/hooks/1', ...topic)
      : literal('/hooks/1')
  const register = flowOf(
    cardOf('webhook-registration', 'start', { inputs }),
    cardOf(
      'raw-request',
      'create',
      { method: 'POST' },
      {
        url: params.topics ? text('/hooks', ...topic) : literal('/hooks'),
        body: params.resumes ? resumed : told
      }
    ),
    cardOf(
      'registration-return',
      'return',
      {},
      {
        registrationData: params.captures ? pill('create', 'json') : literal({ id: 'hook 1' }),
        expiresAt: pill('create', 'json', ['expiresAt'])
      }
    )
  )
  const renew = flowOf(
    cardOf('webhook-renewal', 'start', { inputs }),
    cardOf('raw-request', 'renew', { method: 'PATCH' }, { url: hook }),
    cardOf('registration-return', 'return', {}, { expiresAt: pill('renew', 'json', ['expiresAt']) })
  )
  const list = flowOf(
    cardOf('list-registrations', 'start', { inputs: [] }),
    cardOf('raw-request', 'ask', {}, { url: literal('/hooks') }),
    cardOf(
      'listing-return',
      'return',
      {},
      {
        list: pill('ask', 'json'),
        id: pill('return', 'record', ['id']),
        eventUrl: pill('return', 'record', ['url']),
        registrationData: pill('return', 'record')
      }
    )
  )
  const deregister = flowOf(
    cardOf('webhook-deregistration', 'start', { inputs }),
    cardOf('raw-request', 'remove', { method: 'DELETE' }, { url: hook })
  )
  const ask = flowOf(
    cardOf('webhook-probe', 'start', { inputs: [] }),
    cardOf('raw-request', 'ping', { method: 'POST' }, { url: text('/hooks/', kept('id'), '/ping') })
  )
  const event = {
    options: inputs,
    registrationFlowId: params.registers ? await add('Register', register) : null,
    deregistrationFlowId:
      params.registers && params.deregisters !== false ? await add('Deregister', deregister) : null,
    ...(params.renews && { renewalFlowId: await add('Prolong', renew) }),
    ...(params.byHandNote !== undefined && { byHandNote: params.byHandNote }),
    ...(params.proves && { probe: 'service-sends-one' as const }),
    ...(params.asks && { probeFlowId: await add('Probe', ask) }),
    ...(params.lists && { listingFlowId: await add('Ask', list) }),
    ...(params.receiving === undefined ? {} : { receiving: { ...blankReceiving, ...params.receiving } })
  }
  const chosen = pill('event', 'option.topic')
  const handed: Bindings =
    params.topics && params.registers
      ? {
          'registration.topic': chosen,
          'deregistration.topic': chosen,
          ...(params.renews && { 'renewal.topic': chosen })
        }
      : {}
  const note = flowOf(
    cardOf('helper-flow', 'start', { inputs: [nameField] }),
    cardOf(
      'raw-request',
      'note',
      { method: 'POST', expectJson: false, retry: 'always' },
      { url: literal('/notes'), body: pill('start', 'name') }
    )
  )
  const noteId = params.begins ? await add('Take a note', note) : null
  const begin =
    noteId === null
      ? []
      : [cardOf('call-flow-async', 'begin', { flowId: noteId }, { name: pill('event', 'body', ['name']) })]
  const pause = params.waits ? [cardOf('wait-for', 'pause', { unit: 'days' }, { amount: literal(1) })] : []
  const groups = [{ id: 'person', name: 'Person', fields: [nameField] }]
  const oneId = await add(
    'One',
    flowOf(
      cardOf('webhook-event', 'event', event, handed),
      ...pause,
      ...begin,
      cardOf(
        'return-outputs',
        'return',
        { groups, runMode: false },
        { name: pill('event', params.nameIn ?? 'body', ['name']) }
      )
    )
  )
  const listId = await add(
    'List',
    flowOf(
      cardOf('webhook-event', 'event', event, handed),
      ...pause,
      cardOf(
        'return-outputs',
        'return',
        { groups, runMode: true },
        { list: pill('event', 'body'), name: pill('return', 'record', ['name']) }
      )
    )
  )
  const { id: versionId } = await backend.versions.create({ connectorId, note: '', by: ownerId })
  await backend.versions.deploy(versionId, { visible: true, note: '', by: ownerId })
  return { connectorId, versionId, oneId, listId }
}

/** Changes the draft of a flow. Saves it only if it has changed. */
export const changeFlow = async (
  backend: Backend,
  flowId: Id,
  change: (doc: Flow) => Flow
): Promise<void> => {
  const { name, description, active, saveAll, doc, draftNo } = (await backend.flows.get(flowId)).flow
  const changed = change(doc)
  if (sameJson(changed, doc)) return
  await backend.flows.save(flowId, { name, description, active, saveAll, doc: changed }, draftNo)
}

/**
 * Creates a change for {@link changeFlow}: the requests of a registration flow go to the URLs of another
 * edition, such as `…/v2`.
 */
const inEdition =
  (edition: number) =>
  (doc: Flow): Flow => {
    const edited = ({ inputs, ...card }: Card): Card => {
      const { url } = inputs
      if (url?.kind !== 'text') return { ...card, inputs }
      return { ...card, inputs: { ...inputs, url: text(...url.parts.slice(0, -1), endOf(edition)) } }
    }
    const cards = Object.values(doc.cards).map((card): [string, Card] => [card.id, edited(card)])
    return { ...doc, cards: Object.fromEntries(cards) }
  }

/**
 * Deploys the connector's draft as the next version and returns its id. With an edition, first switches the
 * URLs of its registration flows to that edition.
 */
export const deployNext = async (
  backend: Backend,
  { connectorId }: Pick<TestConnector, 'connectorId'>,
  edition: number | null = null
): Promise<Id> => {
  if (edition !== null) {
    for (const { id } of await backend.flows.list(connectorId)) {
      await changeFlow(backend, id, inEdition(edition))
    }
  }
  const { id } = await backend.versions.create({ connectorId, note: '', by: ownerId })
  await backend.versions.deploy(id, { visible: true, note: '', by: ownerId })
  return id
}

/** Returns a function that changes parts of a card in a flow. */
export const withCard =
  (cardId: string, change: (card: Card) => Partial<Card>) =>
  (doc: Flow): Flow => {
    const card = doc.cards[cardId]
    if (card === undefined) throw new Error('There is no such card.')
    return { ...doc, cards: { ...doc.cards, [cardId]: { ...card, ...change(card) } } }
  }

/** Returns a function that changes the option Topic of a flow from {@link addNotifyingFlow}. */
export const withTopic = (topic: string): ((doc: Flow) => Flow) =>
  withCard('event', ({ inputs }) => ({ inputs: { ...inputs, topic: literal(topic) } }))

/**
 * Adds a user's flow that sends the name in each event to the service. If `waits` is set, sends it again
 * after that many days.
 */
export const addNotifyingFlow = async (
  backend: Backend,
  drawn: TestConnector,
  event: 'one' | 'list',
  connectionId: Id | null = null,
  params: {
    waits?: number
    retry?: 'always' | 'when-safe'
    stopRest?: boolean
    atOnce?: '1' | '2'
    /** Value of the option Topic. */
    topic?: string
  } = {}
): Promise<Id> => {
  const { waits, retry = 'when-safe', topic, ...running } = params
  const tell = (id: string, url: string): Card =>
    cardOf(
      'raw-request',
      id,
      { method: 'POST', expectJson: false, retry },
      { url: literal(url), body: pill('event', 'name') }
    )
  const { connectorId, versionId } = drawn
  const eventFlowId = event === 'one' ? drawn.oneId : drawn.listId
  const doc = flowOf(
    cardOf(
      'connector-event',
      'event',
      { connectorId, versionId, eventFlowId, connectionId, runMode: 'each', ...running },
      topic === undefined ? {} : { topic: literal(topic) }
    ),
    tell('tell', '/names'),
    ...(waits === undefined
      ? []
      : [
          cardOf('wait-for', 'wait', { unit: 'days' }, { amount: literal(waits) }),
          tell('again', '/names/again')
        ])
  )
  return (await backend.flows.create({ connectorId: null, ownerId, name: `Tell ${event}`, doc })).id
}
