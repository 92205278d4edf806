import { outputs } from '@hookwright/engine'
import { chosenFlow } from '../kernel/called-flow.ts'
import { eachCard, LIST, stepLimitHelp, withItemIndex } from '../kernel/each-card.ts'
import { itemsOf } from '../kernel/list-card.ts'

/** Runs a helper flow for each item of a list. */
export const forEach = eachCard({
  type: 'for-each',
  title: 'For Each',
  group: 'List',
  docs: {
    help: `Runs a helper flow for each item of a list, one after the other. Map Item, or parts of it, to the inputs of the helper flow; Index is the position, counted from 0. If the helper flow fails for an item, this flow fails. If it stops early, the next item follows. A missing list counts as empty. ${stepLimitHelp}`
  },
  over: 'items',
  /** Runs the helper flow for one item after the other. Throws `helper.gone` and what the helper flow throws. */
  execute: async ({ config, inputs, name, slots, callFlow }) => {
    const flowId = chosenFlow(config, name)
    for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
      const handed = withItemIndex(index, () => slots({ item, index }))
      await callFlow(flowId, handed, index)
    }
    return outputs({})
  }
})
