import { type Id, type Json, literal, pill, text } from '@hookwright/model'
import { card, drawFlow } from '../seed/draw-flow.ts'
import { deployDraft } from './action-connector.ts'
import type { Api } from './api-client.ts'
import { galleryEvent, outputsOfRun } from './gallery-cards.ts'
import type { GalleryConnector } from './gallery-connector.ts'
import { addFlow, turnOn } from './switch.ts'

/** Deployed gallery connector with a user's connection, and functions that test its events. */
export interface GalleryEvents {
  versionId: Id
  connectionId: Id
  /**
   * Creates a flow that starts with an event, and turns it on. Its other card composes a text from the output
   * `noted`.
   */
  listen: (
    event: string,
    options: Record<string, Json>,
    noted: string
  ) => Promise<{ flowId: Id; eventUrl: string; subscriptionId: Id }>
  /** Waits for the run of a flow, which must succeed, and returns the outputs of its event. */
  eventOf: (flowId: Id) => Promise<unknown>
}

/** Deploys an imported connector, and adds a connection with these values. */
export const deployGalleryConnector = async (
  api: Api,
  connector: GalleryConnector,
  values: Record<string, string>
): Promise<GalleryEvents> => {
  const { connectorId } = connector
  const versionId = await deployDraft(api, connectorId)
  const { id: connectionId } = await api.connections.create.mutate({ connectorId, name: 'Acme', values })
  return {
    versionId,
    connectionId,
    listen: async (event, options, noted) => {
      const inputs = Object.fromEntries(Object.entries(options).map(([id, value]) => [id, literal(value)]))
      const doc = drawFlow(
        galleryEvent({ ...connector, versionId }, event, connectionId, inputs),
        card('compose', 'note', { inputs: { text: text(pill('event', noted)) } })
      )
      const flowId = await addFlow(api, `${event}, ${noted}`, doc)
      const { subscription, eventUrl } = await turnOn(api, flowId)
      return { flowId, eventUrl, subscriptionId: subscription.id }
    },
    eventOf: async flowId => (await outputsOfRun(api, flowId)).event
  }
}
