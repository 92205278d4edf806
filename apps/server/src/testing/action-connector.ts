import { type Authentication, type Flow, type Id, literal, pill, text } from '@hookwright/model'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import { acmeAuthentication } from './acme-connector.ts'
import type { Api } from './api-client.ts'

/** Action of a deployed version, as a card's config references it. */
export interface TestAction {
  connectorId: Id
  versionId: Id
  actionFlowId: Id
}

/**
 * Creates an action that posts its title to a path of the service and returns the id of the created object.
 */
export const postingAction = (path: string): Flow =>
  drawFlow(
    card('action', 'start', {
      config: {
        options: [field('place', 'Place')],
        groups: [{ id: 'content', name: 'Content', fields: [field('title', 'Title')] }]
      }
    }),
    card('raw-request', 'post', {
      config: { method: 'POST' },
      inputs: {
        url: text(`${path}?place=`, pill('start', 'option.place')),
        body: pill('start', 'title')
      }
    }),
    card('return-outputs', 'return', {
      config: {
        groups: [{ id: 'created', name: 'Created', fields: [field('id', 'ID')] }],
        runMode: false
      },
      inputs: { id: pill('post', 'json', ['id']) }
    })
  )

/** Creates a connector of a service with one action, and deploys it. */
export const deployAction = async (
  api: Api,
  service: { url: string; host: string },
  params: { name: string; doc: Flow; authentication?: Authentication }
): Promise<TestAction> => {
  const { name, doc, authentication = acmeAuthentication(service) } = params
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  await api.connectors.authenticate.mutate({ connectorId, authentication })
  const { id: actionFlowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Create', doc })
  return { connectorId, actionFlowId, versionId: await deployDraft(api, connectorId) }
}

/** Deploys a connector's draft; returns the version. */
export const deployDraft = async (api: Api, connectorId: Id): Promise<Id> => {
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  return versionId
}

/** Creates a card that runs an action with a connection. */
export const actionCard = (
  id: string,
  {
    action,
    connectionId,
    title
  }: { action: TestAction; connectionId: Id | null; title: ReturnType<typeof text> }
) =>
  card('connector-action', id, {
    title: `Card ${id}`,
    config: { ...action, connectionId },
    inputs: { place: literal(id), title }
  })

/** Replaces the draft of a maker's flow. */
export const redraw = async (api: Api, flowId: Id, doc: Flow): Promise<void> => {
  const {
    draftNo: baseDraft,
    name,
    description,
    active,
    saveAll
  } = (await api.makerFlows.get.query({ flowId })).flow
  await api.makerFlows.save.mutate({ flowId, baseDraft, name, description, active, saveAll, doc })
}
