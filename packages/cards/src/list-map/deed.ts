import { type Deed, outputs } from '@hookwright/engine'
import type { CallConfig } from '../called-flow/called-flow.ts'
import { chosenFlow } from '../called-flow/chosen-flow.ts'
import { inItem } from '../each/in-item.ts'
import { LIST } from '../each/own-inputs.ts'
import { itemsOf } from '../item-type/items.ts'

/** Lists what the helper flow returns for each item, output by output. Throws `helper.gone` and what it throws. */
export const deed: Deed<CallConfig> = async ({ config, inputs, name, slots, gives, callFlow }) => {
  const flowId = chosenFlow(config, name)
  const made: Record<string, unknown>[] = []
  for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
    const handed = inItem(index, () => slots({ item, index }))
    const ended = await callFlow(flowId, handed, index)
    made.push(ended.kind === 'stop' ? {} : ended.outputs)
  }
  return outputs(Object.fromEntries(gives.map(id => [id, made.map(given => given[id] ?? null)])))
}
