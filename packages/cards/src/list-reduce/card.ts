import { outputs } from '@hookwright/engine'
import { anyValue } from '@hookwright/model'
import { chosenFlow } from '../kernel/called-flow.ts'
import { LIST, sequentialCard, stepLimitHelp, withItemIndex } from '../kernel/each-card.ts'
import { itemsOf } from '../kernel/list-card.ts'
import { checkOneOutput, typeOfOneOutput, valueOfOneOutput } from '../kernel/one-output.ts'

/** Card that combines all items of a list into one value with a helper flow. */
export const listReduce = sequentialCard({
  type: 'list-reduce',
  title: 'Reduce',
  group: 'List',
  docs: {
    summary: 'One value from all items of a list',
    aliases: ['fold', 'aggregate', 'accumulate', 'loop', 'sum', 'total', 'array'],
    help: `Runs a helper flow for each item of a list, one after the other, and returns the value that it returned last, such as a total. Map Item and Accumulator to inputs of the helper flow: Accumulator is Start value for the first item, and then the value that the helper flow returned for the previous item. The helper flow must return exactly one value. If it stops early, Accumulator does not change; if it fails, this flow fails. An empty list returns Start value. ${stepLimitHelp}`
  },
  over: 'items',
  inputs: [{ id: 'each.start', label: 'Start value', type: anyValue, required: false }],
  inner: [{ id: 'accumulator', label: 'Accumulator', type: anyValue }],
  outputs: flow => [{ id: 'output', label: 'Output', type: typeOfOneOutput(flow) ?? anyValue }],
  check: checkOneOutput,
  /**
   * Runs the helper flow for each item in turn and passes its result to the next run. Throws `helper.gone`
   * and the faults of the helper flow.
   */
  execute: async ({ config, inputs, name, slots, callFlow }) => {
    const flowId = chosenFlow(config, name)
    let accumulator: unknown = inputs['each.start'] ?? null
    for (const [index, item] of itemsOf(inputs[LIST]).entries()) {
      const handed = withItemIndex(index, () => slots({ item, index, accumulator }))
      const ended = await callFlow(flowId, handed, index, 'last')
      if (ended.kind === 'outputs') accumulator = valueOfOneOutput(ended.outputs)
    }
    return outputs({ output: accumulator })
  }
})
