import { blankReceiving, type Flow, type Id, literal, pill, type Receiving, text } from '@hookwright/model'
import { card, drawFlow, field } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'
import { addFlow, turnOn } from './switch.ts'

/** Deployed connector for a service that needs no registration. It has one event and no connection. */
interface PlainConnector {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
}

/** Builds an event flow that outputs the parsed body as JSON text. */
const drawRing = (receiving: Receiving): Flow =>
  drawFlow(
    card('webhook-event', 'event', {
      config: { options: [], registrationFlowId: null, deregistrationFlowId: null, receiving }
    }),
    card('json-stringify', 'json', { config: { pretty: false }, inputs: { value: pill('event', 'body') } }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'ring', name: 'Ring', fields: [field('body', 'Body')] }], runMode: false },
      inputs: { body: pill('json', 'output') }
    })
  )

/** Adds the event “Ring” to a connector and deploys a version. */
export const deployRing = async (
  api: Api,
  connectorId: Id,
  receiving: Receiving
): Promise<PlainConnector> => {
  const doc = drawRing(receiving)
  const { id: eventFlowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Ring', doc })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  return { connectorId, versionId, eventFlowId }
}

/** Builds a user's flow that starts with the event “Ring” and composes a text from its output. */
export const drawNote = (plain: PlainConnector, connectionId: Id | null): Flow =>
  drawFlow(
    card('connector-event', 'event', { config: { ...plain, connectionId, runMode: 'each' } }),
    card('compose', 'note', { inputs: { text: text('It rang: ', pill('event', 'body')) } })
  )

/**
 * Creates a connector without registration, and an active flow that starts with its event. The flow belongs
 * to the caller.
 *
 * `limits` overrides the default limits of the event's receiving rules.
 */
export const openDoorbell = async (
  api: Api,
  name = 'Acme Doorbell',
  limits: Partial<Receiving['limits']> = {}
): Promise<{ connectorId: Id; eventFlowId: Id; flowId: Id; eventUrl: string }> => {
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  const receiving = { ...blankReceiving, limits: { ...blankReceiving.limits, ...limits } }
  const plain = await deployRing(api, connectorId, receiving)
  const flowId = await addFlow(api, `Note ${name}`, drawNote(plain, null))
  const { eventUrl } = await turnOn(api, flowId)
  return { connectorId, eventFlowId: plain.eventFlowId, flowId, eventUrl }
}

/** Turns on a flow that sends a POST request to `/told` of a service for each event. */
export const turnOnNotifyingFlow = async (
  api: Api,
  service: string
): Promise<{ flowId: string; eventUrl: string }> => {
  const bell = await openDoorbell(api)
  const { event } = (await api.flows.get.query({ flowId: bell.flowId })).flow.doc.cards
  if (event === undefined) throw new Error('The doorbell has no event.')
  const tell = card('raw-request', 'tell', {
    config: { method: 'POST', expectJson: false },
    inputs: { url: literal(`${service}/told`) }
  })
  const flowId = await addFlow(api, 'Tell', drawFlow({ card: event, inside: [] }, tell))
  const { eventUrl } = await turnOn(api, flowId)
  return { flowId, eventUrl }
}
