import { type Deed, outputs } from '@hookwright/engine'
import type { CallConfig } from '../called-flow/called-flow.ts'
import { chosenFlow } from '../called-flow/chosen-flow.ts'
import { inItem } from '../each/in-item.ts'
import { LIST } from '../each/own-inputs.ts'
import { itemsOf } from '../item-type/items.ts'

/** Runs the helper flow for one item after the other. Throws `helper.gone` and what the helper flow throws. */
export const deed: Deed<CallConfig> = async ({ config, inputs, name, slots, callFlow }) => {
  const flowId = chosenFlow(config, name)
  for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
    const handed = inItem(index, () => slots({ item, index }))
    await callFlow(flowId, handed, index)
  }
  return outputs({})
}
