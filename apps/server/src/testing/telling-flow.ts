import { literal } from '@hookwright/model'
import type { Api } from './api-client.ts'
import { card, drawFlow } from './draw-flow.ts'
import { openDoorbell } from './plain-connector.ts'
import { addFlow, turnOn } from './switch.ts'

/** Turns a flow on that tells a service of each event, at `/told`. */
export const tellingFlow = async (
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
