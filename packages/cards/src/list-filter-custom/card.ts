import { type CallOutcome, outputs } from '@hookwright/engine'
import { anyList, shownFlowName } from '@hookwright/model'
import { chosenFlow } from '../kernel/called-flow.ts'
import { atOnceHelp, eachCard, itemCalls, LIST, stepLimitHelp } from '../kernel/each-card.ts'
import { itemsOf } from '../kernel/list-card.ts'
import { typeOfOneOutput, valueOfOneOutput } from '../kernel/one-output.ts'

/** Card that filters a list with a helper flow. */
export const listFilterCustom = eachCard({
  type: 'list-filter-custom',
  title: 'Filter Custom',
  group: 'List',
  docs: {
    summary: 'Items for which a helper flow returns true',
    aliases: ['where', 'select', 'keep', 'loop', 'array'],
    help: `Runs a helper flow for each item of a list and keeps the items for which it returns true, in order. The helper flow must return exactly one value, True/False. Map Item, or parts of it, to the inputs of the helper flow; Index is the position, counted from 0. An item is left out if the helper flow stops early; if it fails, this flow fails. ${atOnceHelp} ${stepLimitHelp}`
  },
  over: 'items',
  outputs: () => [{ id: 'output', label: 'Output', type: anyList }],
  check: flow => {
    const type = typeOfOneOutput(flow)
    if (type?.kind === 'boolean' && !type.list) return []
    return [
      {
        message: `The helper flow “${shownFlowName(flow.name)}” must return exactly one value, True/False. Change the fields of its Return card.`
      }
    ]
  },
  /**
   * Keeps the items for which the helper flow returns true. Throws `helper.gone` and the faults of the helper
   * flow.
   */
  execute: async ({ config, inputs, name, slots, callEach }) => {
    const flowId = chosenFlow(config, name)
    const items = itemsOf(inputs[LIST])
    const ended = await callEach(flowId, itemCalls(items, config.atOnce, slots))
    const isKept = (outcome: CallOutcome | undefined): boolean =>
      outcome?.kind === 'outputs' && valueOfOneOutput(outcome.outputs) === true
    return outputs({ output: items.filter((_, index) => isKept(ended[index])) })
  }
})
