import type { CardProblem, Catalog, InputPort, Setting } from '@hookwright/engine'
import { Fault, type FlowSignature, shownFlowName } from '@hookwright/model'
import { z } from 'zod'

/** Returns the id of the flow that a card runs. Throws `helper.gone` if none is chosen. */
export const chosenFlow = ({ flowId }: CallConfig, card: string): string => {
  if (flowId === null) throw new Fault('helper.gone', { card })
  return flowId
}

/** Config of a card that runs a helper flow. */
export const CallConfig = z.strictObject({ flowId: z.string().nullable() })
export type CallConfig = z.infer<typeof CallConfig>

/** Setting for the helper flow. Its value is stored in the card's config under `key`. */
export const calledFlowSetting = {
  kind: 'flow',
  key: 'flowId',
  label: 'Helper flow',
  kinds: ['helper']
} satisfies Setting

/** Returns the flow that a card with this config runs; `undefined` if it is unknown. */
export const calledFlow = ({ flowId }: CallConfig, catalog: Catalog): FlowSignature | undefined =>
  flowId === null ? undefined : catalog.flows.get(flowId)

/** Returns a helper flow's inputs as inputs of the card that runs it. */
export const helperInputPorts = (flow: FlowSignature | undefined): InputPort[] =>
  (flow?.inputs ?? []).map(({ id, label, dataType, required }) => ({ id, label, type: dataType, required }))

/** Returns the ids of the flows that a card with this config runs. */
export const calledFlowIdsOf = ({ flowId }: CallConfig): string[] => (flowId === null ? [] : [flowId])

/** Returns the problems of the card's choice of a helper flow. */
export const checkCalledFlow = (config: CallConfig, catalog: Catalog): CardProblem[] => {
  if (config.flowId === null) return [{ message: 'Choose the helper flow that this card runs.' }]
  const flow = calledFlow(config, catalog)
  if (flow === undefined || flow.kind === 'helper') return []
  return [
    {
      code: 'helper-kind',
      message: `The flow “${shownFlowName(flow.name)}” cannot be called because it does not start with Helper Flow. Choose one that does.`
    }
  ]
}
