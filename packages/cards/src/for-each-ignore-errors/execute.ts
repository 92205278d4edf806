import { type CardError, type CardExecutor, outputs } from '@hookwright/engine'
import type { CallConfig } from '../kernel/called-flow.ts'
import { chosenFlow } from '../kernel/chosen-flow.ts'
import { inItem } from '../kernel/in-item.ts'
import { itemsOf } from '../kernel/items.ts'
import { LIST } from '../kernel/own-inputs.ts'

/** Runs the helper flow for one item after the other and lists the errors by their items. Throws `helper.gone`. */
export const execute: CardExecutor<CallConfig> = async ({ config, inputs, name, slots, tryFlow }) => {
  const flowId = chosenFlow(config, name)
  const errors: (CardError & { index: number })[] = []
  for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
    const tried = await tryFlow(flowId, () => inItem(index, () => slots({ item, index })), index)
    if (tried.kind === 'failed') errors.push({ index, ...tried.error })
  }
  return outputs({ errors })
}
