import { outputs } from '@hookwright/engine'
import { chosenFlow } from '../kernel/called-flow.ts'
import {
  atOnceHelp,
  checkListsOfOutputs,
  eachCard,
  itemCalls,
  LIST,
  listsOfOutputs,
  listValues,
  stepLimitHelp
} from '../kernel/each-card.ts'
import { itemsOf } from '../kernel/list-card.ts'

/** Card that transforms each item of a list by a helper flow. */
export const listMap = eachCard({
  type: 'list-map',
  title: 'Map',
  group: 'List',
  docs: {
    summary: 'Results of a helper flow for each item',
    aliases: ['transform', 'loop', 'iterate', 'for each', 'array', 'collect'],
    help: `Runs a helper flow for each item of a list and returns lists of its outputs, in the order of the items. Map Item, or parts of it, to the inputs of the helper flow; Index is the position, counted from 0. Each output is a list with one value for each item, null where the helper flow stopped early. If the helper flow fails for an item, the rest of its batch finishes, no further batch starts, and this flow fails. ${atOnceHelp} ${stepLimitHelp}`
  },
  over: 'items',
  outputs: listsOfOutputs,
  check: checkListsOfOutputs,
  /**
   * Runs the helper flow for each item. Returns one list for each output of the flow. Throws `helper.gone`
   * and the faults of the helper flow.
   */
  execute: async ({ config, inputs, name, slots, gives, callEach }) => {
    const flowId = chosenFlow(config, name)
    const ended = await callEach(flowId, itemCalls(itemsOf(inputs[LIST]), config.atOnce, slots))
    return outputs(listValues(gives, ended))
  }
})
