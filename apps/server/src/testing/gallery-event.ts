import { type Id, type Json, literal, pill, text } from '@hookwright/model'
import { card, drawFlow } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'
import type { GalleryConnector } from './gallery-connector.ts'
import { addFlow, turnOn } from './switch.ts'
import { waitFor } from './wait-for.ts'

/** Deployed connector of the gallery with a user's connection, to whose events flows listen. */
export interface GalleryEvents {
  versionId: Id
  connectionId: Id
  /** Turns a flow on that starts with an event and notes one of its outputs. */
  listen: (
    event: string,
    options: Record<string, Json>,
    noted: string
  ) => Promise<{ flowId: Id; eventUrl: string; subscriptionId: Id }>
  /** Waits for the runs of a flow, which must succeed, and returns the outputs of the first event. */
  eventOf: (flowId: Id) => Promise<unknown>
}

/** Deploys an imported connector, and adds a connection with these values. */
export const deployGalleryConnector = async (
  api: Api,
  { connectorId, flowId: idOf }: GalleryConnector,
  values: Record<string, string>
): Promise<GalleryEvents> => {
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  const { id: connectionId } = await api.connections.create.mutate({ connectorId, name: 'Acme', values })
  return {
    versionId,
    connectionId,
    listen: async (event, options, noted) => {
      const use = { connectorId, versionId, connectionId, eventFlowId: idOf(event) }
      const doc = drawFlow(
        card('connector-event', 'event', {
          config: { ...use, runMode: 'each' },
          inputs: Object.fromEntries(Object.entries(options).map(([id, value]) => [id, literal(value)]))
        }),
        card('compose', 'note', { inputs: { text: text(pill('event', noted)) } })
      )
      const flowId = await addFlow(api, `${event}, ${noted}`, doc)
      const { subscription, eventUrl } = await turnOn(api, flowId)
      return { flowId, eventUrl, subscriptionId: subscription.id }
    },
    eventOf: async flowId => {
      const [row] = await waitFor(
        async () => (await api.runs.list.query({ flowId })).rows,
        rows => rows.length > 0 && rows.every(({ status }) => status.is === 'succeeded')
      )
      return (await api.runs.get.query({ runId: row?.id ?? '' })).steps?.[0]?.outputs
    }
  }
}
