import type { Bindings } from '@hookwright/model'
import type { TestApi } from '../fixtures/api.ts'
import { card, flowOf } from './flow-docs.ts'

/** Creates and deploys a version of a connector. Returns the version's id and number. */
export const deployByApi = async (
  api: TestApi,
  connectorId: string
): Promise<{ versionId: string; number: number }> => {
  const { id: versionId, number } = await api.mutate<{ id: string; number: number }>('versions.create', {
    connectorId
  })
  await api.mutate('versions.deploy', { versionId })
  return { versionId, number }
}

/**
 * Creates a user's flow that starts with a deployed event. Its other card is a Compose card with these
 * bindings. Returns the flow's id.
 */
export const makeUserFlow = async (
  api: TestApi,
  params: {
    name: string
    connectorId: string
    versionId: string
    eventFlowId: string
    inputs: Bindings
    /** Chosen values of the event's options. */
    chosen?: Bindings
  }
): Promise<string> => {
  const { name, inputs, chosen = {}, ...use } = params
  const doc = flowOf(
    card('start', 'connector-event', {
      config: { ...use, connectionId: null, runMode: 'each' },
      inputs: chosen
    }),
    card('compose', 'compose', { inputs })
  )
  return (await api.mutate<{ id: string }>('flows.create', { name, doc })).id
}
