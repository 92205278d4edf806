import type { Binding, Id } from '@hookwright/model'
import { card, type DrawnCard, drawFlow } from '../seed/draw-flow.ts'
import type { Api } from './api-client.ts'
import type { GalleryConnector } from './gallery-connector.ts'
import { addFlow, turnOn } from './switch.ts'
import { waitFor } from './wait-for.ts'

/** Version of an imported connector of the gallery, with its flows. */
export type DeployedConnector = Pick<GalleryConnector, 'connectorId' | 'flowId'> & { versionId: Id }

/** Creates the start card of a flow for an event of a connector. */
export const galleryEvent = (
  { connectorId, versionId, flowId }: DeployedConnector,
  name: string,
  connectionId: Id,
  options: Record<string, Binding>
): DrawnCard =>
  card('connector-event', 'event', {
    config: {
      ...{ connectorId, versionId, connectionId },
      eventFlowId: flowId(name),
      runMode: 'each'
    },
    inputs: options
  })

/** Creates a card that runs an action of a connector. */
export const galleryAction = (
  { connectorId, versionId, flowId }: DeployedConnector,
  id: string,
  name: string,
  connectionId: Id,
  inputs: Record<string, Binding>
): DrawnCard =>
  card('connector-action', id, {
    config: {
      ...{ connectorId, versionId, connectionId },
      actionFlowId: flowId(name)
    },
    inputs
  })

/**
 * Waits until all runs of a flow have ended. Returns the outputs of the newest run, by the path of the card.
 */
export const outputsOfRun = async (api: Api, flowId: Id): Promise<Record<string, unknown>> => {
  const [ended] = await waitFor(
    async () => (await api.runs.list.query({ flowId })).rows,
    rows =>
      rows.length > 0 && rows.every(({ status }) => !['queued', 'running', 'waiting'].includes(status.is))
  )
  const { status, steps } = await api.runs.get.query({ runId: ended?.id ?? '' })
  if (status.is !== 'succeeded') throw new Error(`The run did not succeed: ${JSON.stringify(status)}`)
  return Object.fromEntries((steps ?? []).map(({ path, outputs }) => [path.join('.'), outputs]))
}

/** Runs cards one after another in a manually started flow. Returns the outputs of each card, by its id. */
export const runActions = async (
  api: Api,
  name: string,
  cards: DrawnCard[]
): Promise<Record<string, unknown>> => {
  const start = card('manual-start', 'start', { config: { inputs: [], shared: false, atOnce: 'any' } })
  const flowId = await addFlow(api, name, drawFlow(start, ...cards))
  await turnOn(api, flowId)
  await api.flows.run.mutate({ flowId, values: {} })
  return outputsOfRun(api, flowId)
}
