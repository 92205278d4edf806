import { type CardExecutor, outputs } from '@hookwright/engine'
import type { CallConfig } from '../kernel/called-flow.ts'
import { chosenFlow } from '../kernel/chosen-flow.ts'
import { inItem } from '../kernel/in-item.ts'
import { itemsOf } from '../kernel/items.ts'
import { LIST } from '../kernel/own-inputs.ts'

/** Runs the helper flow for one item after the other. Throws `helper.gone` and what the helper flow throws. */
export const execute: CardExecutor<CallConfig> = async ({ config, inputs, name, slots, callFlow }) => {
  const flowId = chosenFlow(config, name)
  for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
    const handed = inItem(index, () => slots({ item, index }))
    await callFlow(flowId, handed, index)
  }
  return outputs({})
}
