import { type CardError, outputs } from '@hookwright/engine'
import { listOf } from '@hookwright/model'
import { chosenFlow } from '../kernel/called-flow.ts'
import { eachCard, LIST, stepLimitHelp, withItemIndex } from '../kernel/each-card.ts'
import { itemsOf } from '../kernel/list-card.ts'

/** Runs a helper flow for each item of a list, whatever fails. */
export const forEachIgnoreErrors = eachCard({
  type: 'for-each-ignore-errors',
  title: 'For Each - Ignore Errors',
  group: 'List',
  docs: {
    help: `Runs a helper flow for each item of a list, one after the other, and continues with the next item if it fails. Map Item, or parts of it, to the inputs of the helper flow; Index is the position, counted from 0. Errors lists each failure with index, message, code, card and details. ${stepLimitHelp}`
  },
  over: 'items',
  outputs: () => [{ id: 'errors', label: 'Errors', type: listOf('object') }],
  /** Runs the helper flow for one item after the other and lists the errors by their items. Throws `helper.gone`. */
  execute: async ({ config, inputs, name, slots, tryFlow }) => {
    const flowId = chosenFlow(config, name)
    const errors: (CardError & { index: number })[] = []
    for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
      const tried = await tryFlow(flowId, () => withItemIndex(index, () => slots({ item, index })), index)
      if (tried.kind === 'failed') errors.push({ index, ...tried.error })
    }
    return outputs({ errors })
  }
})
