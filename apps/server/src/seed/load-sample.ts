import type { Person, Sample } from '@hookwright/api'
import type { Backend } from '@hookwright/backend'
import { type Connector, connectorNameKeyOf, Fault, type Flow, type Id, type Secret } from '@hookwright/model'
import {
  sampleAuthentication,
  sampleAuthping,
  sampleDeregistration,
  sampleEvent,
  sampleRegistration,
  sampleUserFlow
} from './sample-flows.ts'

/** Names of the sample's connector, flows and connection. */
const sampleNames = {
  connector: 'Acme HR',
  registration: 'Register',
  deregistration: 'Deregister',
  event: 'User created',
  connection: 'Practice account',
  flow: 'Welcome new joiners'
} as const

/** Tells the sample from a connector that someone gave its name. */
const description = 'Sample connector for Acme HR, the practice service. It sends events about new users.'

/** A drawn and deployed connector with a flow, to begin with. */
export interface SampleDesk {
  /** Loads what is missing of it. Throws `sample.no-practice`, `sample.name-taken`. */
  load: (person: Person) => Promise<Sample>
  /** Finds the person's sample; null unless it is complete. */
  find: (person: Person) => Promise<Sample | null>
}

export const createSample = (given: {
  backend: Backend
  practiceUrl: string | null
  practiceKey: Secret | null
}): SampleDesk => {
  const { backend, practiceUrl, practiceKey } = given
  const { connectors, flows, versions, connections } = backend

  const connectorNow = async (): Promise<Connector | undefined> =>
    (await connectors.list()).find(connector => connector.description === description)

  /** The person's flow that starts with this event. */
  const flowOf = async (person: Person, eventFlowId: Id): Promise<Id | undefined> =>
    (await flows.startingWith(person.id, eventFlowId))[0]

  const connectionsOf = async (person: Person, connectorId: Id) =>
    (await connections.list({ connectorId, purpose: 'user' })).filter(({ ownerId }) => ownerId === person.id)

  const deployedOf = async (connectorId: Id): Promise<Id | undefined> =>
    (await versions.list(connectorId)).find(({ status }) => status === 'deployed')?.id

  const find = async (person: Person): Promise<Sample | null> => {
    const connectorId = (await connectorNow())?.id
    if (connectorId === undefined) return null
    const versionId = await deployedOf(connectorId)
    const eventFlowId = (await flows.list(connectorId)).find(({ name }) => name === sampleNames.event)?.id
    const [connection] = await connectionsOf(person, connectorId)
    const flowId = eventFlowId && (await flowOf(person, eventFlowId))
    if (!versionId || !eventFlowId || !connection || !flowId) return null
    return { connectorId, versionId, eventFlowId, connectionId: connection.id, flowId }
  }

  const makeConnector = async (url: string): Promise<Id> => {
    const before = await connectorNow()
    if (before !== undefined) return before.id
    const key = connectorNameKeyOf(sampleNames.connector)
    if ((await connectors.list()).some(({ name }) => connectorNameKeyOf(name) === key)) {
      throw new Fault('sample.name-taken', { name: sampleNames.connector })
    }
    const { id } = await connectors.create({ name: sampleNames.connector, description })
    await connectors.authenticate(id, sampleAuthentication(url))
    return id
  }

  /** Step by step, each of which is left out when its thing is there: a broken-off try is gone on with. */
  const loadAll = async (person: Person): Promise<Sample> => {
    if (practiceUrl === null || practiceKey === null) throw new Fault('sample.no-practice')
    const values = { apiKey: practiceKey.reveal() }
    const connectorId = await makeConnector(practiceUrl)
    const ownerId = person.id
    const draw = async (name: string, doc: Flow): Promise<Id> => {
      const before = (await flows.list(connectorId)).find(flow => flow.name === name)
      return (before ?? (await flows.create({ connectorId, ownerId, name, doc }))).id
    }
    await draw('_authping', sampleAuthping)
    const eventFlowId = await draw(
      sampleNames.event,
      sampleEvent({
        registrationFlowId: await draw(sampleNames.registration, sampleRegistration),
        deregistrationFlowId: await draw(sampleNames.deregistration, sampleDeregistration)
      })
    )
    const deploy = async (): Promise<Id> => {
      const { id } = await versions.create({ connectorId, note: 'The sample as delivered.', by: ownerId })
      return (await versions.deploy(id, { visible: true, note: '', by: ownerId })).id
    }
    const versionId = (await deployedOf(connectorId)) ?? (await deploy())
    const about = { connectorId, ownerId, name: sampleNames.connection, values }
    if ((await connections.list({ connectorId, purpose: 'test' })).length === 0) {
      await connections.create({ ...about, purpose: 'test' })
    }
    const [own] = await connectionsOf(person, connectorId)
    const connectionId = (own ?? (await connections.create({ ...about, purpose: 'user' }))).id
    const use = { connectorId, versionId, eventFlowId, connectionId }
    const addFlow = async (): Promise<Id> =>
      (await flows.create({ connectorId: null, ownerId, name: sampleNames.flow, doc: sampleUserFlow(use) }))
        .id
    return { ...use, flowId: (await flowOf(person, eventFlowId)) ?? (await addFlow()) }
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
