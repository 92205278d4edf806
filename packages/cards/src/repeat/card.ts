import { outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import { chosenFlow } from '../kernel/called-flow.ts'
import { sequentialCard, stepLimitHelp, TIMES } from '../kernel/each-card.ts'

/** Card that runs a helper flow a number of times. */
export const repeat = sequentialCard({
  type: 'repeat',
  title: 'Repeat',
  group: 'Flow Control',
  docs: {
    summary: 'Runs a helper flow a set number of times',
    aliases: ['while', 'loop', 'for', 'times', 'iterate'],
    help: `Runs a helper flow a number of times, one run after the other. Index counts from 0. If the helper flow fails, this flow fails. A run that stops early does not end the repetition. ${stepLimitHelp}`
  },
  over: 'times',
  /**
   * Runs the helper flow a number of times. Throws `helper.gone`, and `card.failed` if the number is invalid.
   */
  execute: async ({ config, inputs, name, slots, callFlow }) => {
    const flowId = chosenFlow(config, name)
    const times = Number(inputs[TIMES])
    if (!Number.isInteger(times) || times < 0) {
      throw new Fault('card.failed', {
        message: `“${name}” cannot run a flow ${times} times. Use a whole number, 0 or more.`
      })
    }
    for (let index = 0; index < times; index += 1) await callFlow(flowId, slots({ index }), index)
    return outputs({})
  }
})
