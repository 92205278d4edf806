import { type CardExecutor, outputs } from '@hookwright/engine'
import type { CallConfig } from '../kernel/called-flow.ts'
import { chosenFlow } from '../kernel/chosen-flow.ts'
import { inItem } from '../kernel/in-item.ts'
import { itemsOf } from '../kernel/items.ts'
import { LIST } from '../kernel/own-inputs.ts'

/** Lists what the helper flow returns for each item, output by output. Throws `helper.gone` and what it throws. */
export const execute: CardExecutor<CallConfig> = async ({ config, inputs, name, slots, gives, callFlow }) => {
  const flowId = chosenFlow(config, name)
  const made: Record<string, unknown>[] = []
  for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
    const handed = inItem(index, () => slots({ item, index }))
    const ended = await callFlow(flowId, handed, index)
    made.push(ended.kind === 'stop' ? {} : ended.outputs)
  }
  return outputs(Object.fromEntries(gives.map(id => [id, made.map(given => given[id] ?? null)])))
}
