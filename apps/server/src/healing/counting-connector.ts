import { type Id, literal, pill, text } from '@hookwright/model'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import type { Api } from '../testing/api-client.ts'

/** Deployed event, as the start card of a user's flow references it. */
export interface CountedEvent {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
  connectionId: null
  runMode: 'each'
}

/**
 * Creates and deploys a connector for a counting service. Returns its event, which has an option if `topics`
 * is true.
 */
export const drawCountingConnector = async (
  api: Api,
  name: string,
  service: string,
  { topics = false }: { topics?: boolean } = {}
): Promise<CountedEvent> => {
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  const add = async (flowName: string, doc: ReturnType<typeof drawFlow>): Promise<Id> =>
    (await api.makerFlows.create.mutate({ connectorId, name: flowName, doc })).id
  const plain = { authenticate: false }
  const data = (key: string) => pill('start', 'registrationData', [key])
  const registrationFlowId = await add(
    'Register',
    drawFlow(
      card('webhook-registration', 'start', { config: { inputs: [] } }),
      card('raw-request', 'create', {
        config: { ...plain, method: 'POST' },
        inputs: { url: literal(`${service}/hooks`), body: pill('start', 'eventUrl') }
      }),
      card('registration-return', 'return', {
        config: {},
        inputs: { registrationData: pill('create', 'json') }
      })
    )
  )
  const deregistrationFlowId = await add(
    'Deregister',
    drawFlow(
      card('webhook-deregistration', 'start', { config: { inputs: [] } }),
      card('raw-request', 'remove', {
        config: { ...plain, method: 'DELETE' },
        inputs: { url: text(`${service}/hooks/`, data('id'), '?secret=', data('secret')) }
      })
    )
  )
  const listingFlowId = await add(
    'List',
    drawFlow(
      card('list-registrations', 'start', { config: { inputs: [] } }),
      card('raw-request', 'ask', { config: plain, inputs: { url: literal(`${service}/hooks`) } }),
      card('listing-return', 'return', {
        config: {},
        inputs: {
          list: pill('ask', 'json'),
          id: pill('return', 'record', ['id']),
          eventUrl: pill('return', 'record', ['url']),
          registrationData: pill('return', 'record')
        }
      })
    )
  )
  const eventFlowId = await add(
    'Hired',
    drawFlow(
      card('webhook-event', 'event', {
        config: {
          options: topics ? [field('topic', 'Topic')] : [],
          registrationFlowId,
          deregistrationFlowId,
          listingFlowId,
          compareMinutes: 1
        }
      }),
      card('return-outputs', 'return', {
        config: {
          groups: [{ id: 'person', name: 'Person', fields: [field('name', 'Name')] }],
          runMode: false
        },
        inputs: { name: pill('event', 'body', ['name']) }
      })
    )
  )
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  return { connectorId, versionId, eventFlowId, connectionId: null, runMode: 'each' }
}
