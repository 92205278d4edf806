import { blankReceiving, type Id, pill, type Receiving, text } from '@hookwright/model'
import type { Api } from './api-client.ts'
import { card, drawFlow, field } from './draw-flow.ts'
import { addFlow, turnOn } from './switch.ts'

/** A deployed connector whose service is set up by hand: no connection, nothing to register, one event. */
interface PlainConnector {
  connectorId: Id
  versionId: Id
  eventFlowId: Id
}

/** Draws such a connector and deploys it. Its event gives the body, as the flow sees it, written as JSON. */
const deployPlain = async (
  api: Api,
  { name, limits }: { name: string; limits: Partial<Receiving['limits']> }
): Promise<PlainConnector> => {
  const { id: connectorId } = await api.connectors.create.mutate({ name })
  const receiving: Receiving = { ...blankReceiving, limits: { ...blankReceiving.limits, ...limits } }
  const doc = drawFlow(
    card('webhook-event', 'event', {
      config: { options: [], registrationFlowId: null, deregistrationFlowId: null, receiving }
    }),
    card('json-stringify', 'json', { config: { pretty: false }, inputs: { value: pill('event', 'body') } }),
    card('return-outputs', 'return', {
      config: { groups: [{ id: 'ring', name: 'Ring', fields: [field('body', 'Body')] }], runMode: false },
      inputs: { body: pill('json', 'output') }
    })
  )
  const { id: eventFlowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Ring', doc })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  return { connectorId, versionId, eventFlowId }
}

/** A user's flow that starts with the event of the plain connector. */
const noteFlow = (plain: PlainConnector) =>
  drawFlow(
    card('connector-event', 'event', { config: { ...plain, connectionId: null, runMode: 'each' } }),
    card('compose', 'note', { inputs: { text: text('It rang: ', pill('event', 'body')) } })
  )

/** A flow of the caller's that is on with a plain connector of its own, whose card has the usual limits but for the given. */
export const openDoorbell = async (
  api: Api,
  name = 'Acme Doorbell',
  limits: Partial<Receiving['limits']> = {}
): Promise<{ connectorId: Id; eventFlowId: Id; flowId: Id; eventUrl: string }> => {
  const plain = await deployPlain(api, { name, limits })
  const flowId = await addFlow(api, `Note ${name}`, noteFlow(plain))
  const { eventUrl } = await turnOn(api, flowId)
  return { connectorId: plain.connectorId, eventFlowId: plain.eventFlowId, flowId, eventUrl }
}
