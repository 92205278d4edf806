import type { Person, Sample } from '@hookwright/api'
import type { Backend, ServiceClient } from '@hookwright/backend'
import {
  type ConnectionPurpose,
  type ConnectionValues,
  type Connector,
  connectorNameKeyOf,
  Fault,
  type Flow,
  type Id,
  plainBranding
} from '@hookwright/model'
import type { PracticeServices } from '../env.ts'
import { chatAuthentication, chatChannelChoices, chatListChannels, chatPostMessage } from './chat-sample.ts'
import { registerAtChat, signInAtChat } from './chat-sign-in.ts'
import {
  sampleAssignEquipment,
  sampleAuthentication,
  sampleAuthping,
  sampleDeregistration,
  sampleEvent,
  sampleRegistration,
  sampleUserFlow
} from './sample-flows.ts'

/** Connector of the sample. Its description distinguishes it from other connectors with the same name. */
interface SampleConnector {
  name: string
  description: string
  /** Accent color of the connector, which is different for each service. */
  accent: string
}

const hrConnector: SampleConnector = {
  name: 'Acme HR',
  description: 'Sample: sends events about new users, assigns equipment',
  accent: '#0b7775'
}

const chatConnector: SampleConnector = {
  name: 'Acme Chat',
  description: 'Sample: posts chat messages, signs in with OAuth',
  accent: '#8a3fa8'
}

/** Description of the sample's connector up to version 0.7, which had no action and only one service. */
const DESCRIPTION_BEFORE =
  'Sample connector for Acme HR, the practice service. It sends events about new users.'

const EVENT = 'User created'
const HR_CONNECTION = 'Practice account'
const CHAT_CONNECTION = 'Welcome Bot'

/** Sample of the product: deployed connectors, and a flow that uses them. */
export interface LoadedSample {
  /**
   * Loads the missing parts of the sample. Throws `sample.no-practice`, `sample.name-taken`, `sample.older`,
   * `sample.chat-refused`.
   */
  load: (person: Person) => Promise<Sample>
  /** Finds the person's sample; null unless it is complete. */
  find: (person: Person) => Promise<Sample | null>
}

export const createSample = (params: {
  backend: Backend
  /** Practice services; null if they are not running. */
  practice: PracticeServices | null
  publicUrl: () => string
  /** HTTP client that uses no member's connection. */
  send: ServiceClient
}): LoadedSample => {
  const { backend, practice, publicUrl, send } = params
  const { connectors, flows, versions, connections } = backend

  const connectorOf = async (description: string): Promise<Connector | undefined> =>
    (await connectors.list()).find(connector => connector.description === description)

  /** Returns the person's flow that starts with this event. */
  const flowOf = async (person: Person, eventFlowId: Id): Promise<Id | undefined> =>
    (await flows.startingWith(person.id, eventFlowId))[0]

  const ownConnections = async ({ id }: Person, connectorId: Id, purpose: ConnectionPurpose) =>
    (await connections.listWithSignIn({ connectorId, purpose })).filter(
      ({ ownerId }) => purpose === 'test' || ownerId === id
    )

  const deployedOf = async (connectorId: Id): Promise<Id | undefined> =>
    (await versions.list(connectorId)).find(({ status }) => status === 'deployed')?.id

  /** Returns Acme Chat's connector and its signed-in connection; null if either is missing. */
  const findChat = async (person: Person): Promise<Sample['chat']> => {
    const connectorId = (await connectorOf(chatConnector.description))?.id
    if (connectorId === undefined) return null
    const [ready] = await ownConnections(person, connectorId, 'user')
    if (ready === undefined || ready.authorization === null) return null
    return { connectorId, connectionId: ready.id }
  }

  const find = async (person: Person): Promise<Sample | null> => {
    const before = await connectorOf(DESCRIPTION_BEFORE)
    const connectorId = (before ?? (await connectorOf(hrConnector.description)))?.id
    if (connectorId === undefined) return null
    const versionId = await deployedOf(connectorId)
    const eventFlowId = (await flows.list(connectorId)).find(({ name }) => name === EVENT)?.id
    const [connection] = await ownConnections(person, connectorId, 'user')
    const flowId = eventFlowId && (await flowOf(person, eventFlowId))
    if (!versionId || !eventFlowId || !connection || !flowId) return null
    const chat = before === undefined ? await findChat(person) : null
    if (before === undefined && chat === null) return null
    return { connectorId, versionId, eventFlowId, connectionId: connection.id, flowId, chat }
  }

  const makeConnector = async ({ name, description, accent }: SampleConnector): Promise<Connector> => {
    const before = await connectorOf(description)
    if (before !== undefined) return before
    const key = connectorNameKeyOf(name)
    if ((await connectors.list()).some(other => connectorNameKeyOf(other.name) === key)) {
      throw new Fault('sample.name-taken', { name })
    }
    return connectors.create({ name, description, branding: { ...plainBranding, accent } })
  }

  /** Adds a flow to a connector unless it exists. */
  const draw = async (connectorId: Id, ownerId: string, name: string, doc: Flow): Promise<Id> => {
    const before = (await flows.list(connectorId)).find(flow => flow.name === name)
    return (before ?? (await flows.create({ connectorId, ownerId, name, doc }))).id
  }

  const deploy = async (connectorId: Id, by: string): Promise<Id> => {
    const before = await deployedOf(connectorId)
    if (before !== undefined) return before
    const { id } = await versions.create({ connectorId, note: 'Original version of the sample.', by })
    return (await versions.deploy(id, { visible: true, note: '', by })).id
  }

  /**
   * Returns the person's connection for this purpose: testing the connector, or use in the flow. Creates it
   * if it is missing.
   */
  const connect = async (
    person: Person,
    connectorId: Id,
    about: { purpose: ConnectionPurpose; name: string; values: ConnectionValues }
  ): Promise<{ id: Id; isSignedIn: boolean }> => {
    const [before] = await ownConnections(person, connectorId, about.purpose)
    if (before !== undefined) return { id: before.id, isSignedIn: before.authorization !== null }
    const { id } = await connections.create({ connectorId, ownerId: person.id, ...about })
    return { id, isSignedIn: false }
  }

  const loadHr = async (person: Person, { url, apiKey }: PracticeServices) => {
    const { id: connectorId, authentication } = await makeConnector(hrConnector)
    if (authentication.kind === 'none') await connectors.authenticate(connectorId, sampleAuthentication(url))
    const add = (name: string, doc: Flow) => draw(connectorId, person.id, name, doc)
    await add('_authping', sampleAuthping)
    const registrationFlowId = await add('Register', sampleRegistration)
    const deregistrationFlowId = await add('Deregister', sampleDeregistration)
    const eventFlowId = await add(EVENT, sampleEvent({ registrationFlowId, deregistrationFlowId }))
    const actionFlowId = await add('Assign equipment', sampleAssignEquipment)
    const versionId = await deploy(connectorId, person.id)
    const about = { name: HR_CONNECTION, values: { apiKey: apiKey.reveal() } }
    await connect(person, connectorId, { ...about, purpose: 'test' })
    const { id: connectionId } = await connect(person, connectorId, { ...about, purpose: 'user' })
    return { use: { connectorId, versionId, eventFlowId, connectionId }, actionFlowId }
  }

  const loadChat = async (person: Person, { chatUrl }: PracticeServices) => {
    const { id: connectorId, key: connectorKey } = await makeConnector(chatConnector)
    const client = { send, chatUrl, publicUrl: publicUrl() }
    if ((await connections.clients.idsOf(connectorId)).length === 0) {
      const { clientId, secret } = await registerAtChat(client, connectorKey)
      await connectors.authenticate(connectorId, chatAuthentication(chatUrl, clientId))
      await connections.clients.set(connectorId, clientId, secret)
    }
    const add = (name: string, doc: Flow) => draw(connectorId, person.id, name, doc)
    await add('_authping', sampleAuthping)
    const channelsFlowId = await add('Channel choices', chatChannelChoices)
    const actionFlowId = await add('Post message', chatPostMessage(channelsFlowId))
    await add('List channels', chatListChannels)
    const versionId = await deploy(connectorId, person.id)
    const connectReady = async (purpose: ConnectionPurpose): Promise<Id> => {
      const about = { purpose, name: CHAT_CONNECTION, values: {} }
      const { id: connectionId, isSignedIn } = await connect(person, connectorId, about)
      const { signIns } = connections
      if (!isSignedIn) await signInAtChat({ signIns, ...client }, { connectionId, connectorKey })
      return connectionId
    }
    await connectReady('test')
    return { connectorId, versionId, actionFlowId, connectionId: await connectReady('user') }
  }

  /** Loads the sample step by step and skips existing parts, so that an interrupted load continues. */
  const loadAll = async (person: Person): Promise<Sample> => {
    if (practice === null) throw new Fault('sample.no-practice')
    const before = await find(person)
    if (before !== null) return before
    if ((await connectorOf(DESCRIPTION_BEFORE)) !== undefined) throw new Fault('sample.older')
    const { use, actionFlowId } = await loadHr(person, practice)
    const post = await loadChat(person, practice)
    const { connectorId, versionId, eventFlowId, connectionId } = use
    const addFlow = async (): Promise<Id> => {
      const assign = { connectorId, versionId, connectionId, actionFlowId }
      const doc = sampleUserFlow(use, { assign, post })
      const name = 'Welcome new joiners'
      return (await flows.create({ connectorId: null, ownerId: person.id, name, doc })).id
    }
    const flowId = (await flowOf(person, eventFlowId)) ?? (await addFlow())
    return {
      ...use,
      flowId,
      chat: { connectorId: post.connectorId, connectionId: post.connectionId }
    }
  }

  // One at a time: two clicks would otherwise both find nothing there.
  let last: Promise<unknown> = Promise.resolve()
  return {
    find,
    load: person => {
      const loading = last.then(() => loadAll(person))
      last = loading.catch(() => {})
      return loading
    }
  }
}
