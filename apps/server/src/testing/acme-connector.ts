import {
  type Authentication,
  type Flow,
  type Id,
  literal,
  pill,
  type Receiving,
  text
} from '@hookwright/model'
import { card, drawFlow } from '../seed/draw-flow.ts'
import {
  acmeAuthping,
  acmeDeregistration,
  acmeRegistration,
  acmeUserEvent,
  acmeUserListEvent
} from './acme-flows.ts'
import type { Api } from './api-client.ts'
import type { PracticeService } from './practice.ts'

/** A deployed connector for the practice service. */
export interface AcmeConnector {
  connectorId: Id
  versionId: Id
  /** Event that sends single records. */
  userEventId: Id
  userListEventId: Id
}

/** Returns the authentication at the practice service: its API key as a bearer token. */
export const acmeAuthentication = (practice: Pick<PracticeService, 'url' | 'host'>): Authentication => ({
  kind: 'api-key',
  fields: [{ id: 'apiKey', label: 'API Key', entry: 'password', required: true }],
  baseUrl: literal(practice.url),
  allowedHosts: [practice.host],
  placement: {
    kind: 'header',
    name: 'Authorization',
    value: text('Bearer ', pill('connection', 'apiKey'))
  }
})

/** Creates a connector for the practice service through the API, and deploys its first version. */
export const deployAcme = async (
  api: Api,
  practice: Pick<PracticeService, 'url' | 'host'>,
  params: {
    name?: string
    registration?: Flow | null
    deregistration?: Flow | null
    renewal?: Flow
    /** Receiving rules of the event that sends single records. */
    receiving?: Receiving
  } = {}
): Promise<AcmeConnector> => {
  const {
    name = 'Acme Directory',
    registration = acmeRegistration,
    deregistration = acmeDeregistration
  } = params
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  await api.connectors.authenticate.mutate({ connectorId, authentication: acmeAuthentication(practice) })
  const draw = async (name: string, doc: Flow): Promise<Id> =>
    (await api.makerFlows.create.mutate({ connectorId, name, doc })).id
  await draw('_authping', acmeAuthping)
  const helpers = {
    registrationFlowId: registration && (await draw('Register', registration)),
    deregistrationFlowId: deregistration && (await draw('Deregister', deregistration)),
    ...(params.renewal !== undefined && { renewalFlowId: await draw('Renew', params.renewal) })
  }
  const userEventId = await draw('User event', acmeUserEvent(helpers, params.receiving))
  const userListEventId =
    registration === null ? userEventId : await draw('User list event', acmeUserListEvent(helpers))
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  return { connectorId, versionId, userEventId, userListEventId }
}

/** Creates a connection of the caller to the practice service. */
export const connectAcme = async (
  api: Api,
  acme: Pick<AcmeConnector, 'connectorId'>,
  apiKey: string
): Promise<Id> =>
  (
    await api.connections.create.mutate({
      connectorId: acme.connectorId,
      name: 'My Acme account',
      values: { apiKey }
    })
  ).id

/**
 * Creates a user's flow that starts with an event of the connector and composes a greeting for the user in
 * the event.
 */
export const greetingFlow = (
  acme: AcmeConnector,
  params: { connectionId: Id | null; eventType?: string; event?: 'user' | 'list'; runMode?: 'each' | 'list' }
): Flow => {
  const { connectionId, eventType = 'user.created', event = 'user', runMode = 'each' } = params
  const { connectorId, versionId } = acme
  const eventFlowId = event === 'user' ? acme.userEventId : acme.userListEventId
  const isList = event === 'list' && runMode === 'list'
  return drawFlow(
    card('connector-event', 'event', {
      config: { connectorId, eventFlowId, versionId, connectionId, runMode },
      inputs: { eventType: literal(eventType) }
    }),
    card('compose', 'greeting', {
      inputs: {
        text: text('Welcome, ', isList ? pill('event', 'records', [0, 'email']) : pill('event', 'email'), '!')
      }
    })
  )
}
