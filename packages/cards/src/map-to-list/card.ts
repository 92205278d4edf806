import { outputs } from '@hookwright/engine'
import { isJsonObject } from '@hookwright/model'
import { chosenFlow } from '../kernel/called-flow.ts'
import {
  atOnceHelp,
  checkListsOfOutputs,
  eachCard,
  listsOfOutputs,
  listValues,
  OBJECT,
  stepLimitHelp,
  withItemIndex
} from '../kernel/each-card.ts'

/** Card that runs a helper flow for each key of an object. It returns lists of the flow's outputs. */
export const mapToList = eachCard({
  type: 'map-to-list',
  title: 'Map to List',
  group: 'Object',
  docs: {
    summary: 'Results of a helper flow for each key',
    aliases: ['entries', 'transform', 'loop', 'iterate', 'for each'],
    help: `Runs a helper flow for each key of an object and returns lists of its outputs, in the order of the keys. Map Key and Value, or parts of it, to the inputs of the helper flow; Index is the position, counted from 0. Each output is a list with one value for each key, null where the helper flow stopped early. If the helper flow fails for a key, this flow fails. ${atOnceHelp} ${stepLimitHelp}`
  },
  over: 'keys',
  outputs: listsOfOutputs,
  check: checkListsOfOutputs,
  /**
   * Runs the helper flow for each key. Returns one list for each output of the flow. Throws `helper.gone` and
   * the faults of the helper flow.
   */
  execute: async ({ config, inputs, name, slots, gives, callEach }) => {
    const flowId = chosenFlow(config, name)
    const object = inputs[OBJECT]
    const entries = Object.entries(isJsonObject(object) ? object : {})
    const ended = await callEach(flowId, {
      count: entries.length,
      atOnce: config.atOnce,
      given: index => {
        const [key, value] = entries[index] ?? []
        return withItemIndex(index, () => slots({ key, value, index }))
      }
    })
    return outputs(listValues(gives, ended))
  }
})
