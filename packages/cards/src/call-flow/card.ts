import { type CardProblem, defineCard, outputPortsOf, ports, type Surroundings } from '@hookwright/engine'
import type { FlowSignature } from '@hookwright/model'
import { z } from 'zod'

const Config = z.strictObject({ flowId: z.string().nullable() })
export type Config = z.infer<typeof Config>

const calledFlow = (config: Config, surroundings: Surroundings): FlowSignature | undefined =>
  config.flowId === null ? undefined : surroundings.flows.get(config.flowId)

const check = (config: Config, surroundings: Surroundings): CardProblem[] => {
  if (config.flowId === null) return [{ message: 'Choose the helper flow that this card runs.' }]
  const flow = calledFlow(config, surroundings)
  if (flow === undefined || flow.kind === 'helper') return []
  return [
    {
      code: 'helper-kind',
      message: `The flow “${flow.name ?? 'without a name'}” cannot be called, since it does not start with Helper Flow; choose one that does.`
    }
  ]
}

/** Runs a helper flow as one card. */
export const callFlow = defineCard<Config>({
  type: 'call-flow',
  title: 'Call Flow',
  group: 'Flow Control',
  help: 'Runs a helper flow and goes on when it is done. The inputs and outputs of the card are those of the helper flow. When a card of the helper flow fails, this flow fails with it, unless an If Error card is around; when the helper flow stops early, its outputs are empty.',
  config: Config,
  blank: () => ({ config: { flowId: null } }),
  settings: [{ kind: 'flow', key: 'flowId', label: 'Helper flow', kinds: ['helper'] }],
  ports: (config, surroundings) => {
    const flow = calledFlow(config, surroundings)
    if (flow === undefined) return ports({})
    return ports({
      inputs: flow.inputs.map(({ id, label, dataType, required }) => ({
        id,
        label,
        type: dataType,
        required
      })),
      outputs: outputPortsOf(flow.outputs)
    })
  },
  check: (config, _card, surroundings) => check(config, surroundings),
  calls: config => (config.flowId === null ? [] : [config.flowId]),
  deed: () => import('./deed.ts')
})
