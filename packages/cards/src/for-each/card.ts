import { outputs } from '@hookwright/engine'
import { chosenFlow } from '../kernel/called-flow.ts'
import { atOnceHelp, eachCard, itemCalls, LIST, stepLimitHelp } from '../kernel/each-card.ts'
import { itemsOf } from '../kernel/list-card.ts'

/** Card that runs a helper flow for each item of a list. */
export const forEach = eachCard({
  type: 'for-each',
  title: 'For Each',
  group: 'List',
  docs: {
    summary: 'Runs a helper flow for each item, in order',
    aliases: ['loop', 'iterate', 'foreach', 'batch', 'for', 'array'],
    help: `Runs a helper flow for each item of a list, in order. Map Item, or parts of it, to the inputs of the helper flow; Index is the position, counted from 0. If the helper flow fails for an item, the rest of its batch finishes, no further batch starts, and this flow fails. If it stops early, the next item follows. A missing list counts as empty. ${atOnceHelp} ${stepLimitHelp}`
  },
  over: 'items',
  /** Runs the helper flow for each item. Throws `helper.gone` and the faults of the helper flow. */
  execute: async ({ config, inputs, name, slots, callEach }) => {
    const flowId = chosenFlow(config, name)
    await callEach(flowId, itemCalls(itemsOf(inputs[LIST]), config.atOnce, slots))
    return outputs({})
  }
})
