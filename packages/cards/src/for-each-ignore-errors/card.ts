import { outputs } from '@hookwright/engine'
import { listOf } from '@hookwright/model'
import { chosenFlow } from '../kernel/called-flow.ts'
import { atOnceHelp, eachCard, itemCalls, LIST, stepLimitHelp } from '../kernel/each-card.ts'
import { itemsOf } from '../kernel/list-card.ts'

/** Card that runs a helper flow for each item of a list, ignoring failures. */
export const forEachIgnoreErrors = eachCard({
  type: 'for-each-ignore-errors',
  title: 'For Each - Ignore Errors',
  group: 'List',
  docs: {
    summary: 'Runs a flow per item, even after errors',
    aliases: ['loop', 'iterate', 'foreach', 'batch', 'for', 'array', 'try'],
    help: `Runs a helper flow for each item of a list, in order, and continues with the other items if it fails. Map Item, or parts of it, to the inputs of the helper flow; Index is the position, counted from 0. Errors lists each failure with index, message, code, card and details. ${atOnceHelp} ${stepLimitHelp}`
  },
  over: 'items',
  handlesErrors: false,
  outputs: () => [{ id: 'errors', label: 'Errors', type: listOf('object') }],
  /**
   * Runs the helper flow for each item. Returns the error of each failed run, with the index of its item.
   * Throws `helper.gone`.
   */
  execute: async ({ config, inputs, name, slots, tryEach }) => {
    const flowId = chosenFlow(config, name)
    const tried = await tryEach(flowId, itemCalls(itemsOf(inputs[LIST]), config.atOnce, slots))
    const errors = tried.flatMap((ended, index) =>
      ended.kind === 'failed' ? [{ index, ...ended.error }] : []
    )
    return outputs({ errors })
  }
})
