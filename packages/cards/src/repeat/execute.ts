import { type CardExecutor, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { CallConfig } from '../kernel/called-flow.ts'
import { chosenFlow } from '../kernel/chosen-flow.ts'
import { TIMES } from '../kernel/own-inputs.ts'

/** Runs the helper flow so many times. Throws `helper.gone`, and `card.failed` for what is no number of times. */
export const execute: CardExecutor<CallConfig> = async ({ config, inputs, name, slots, callFlow }) => {
  const flowId = chosenFlow(config, name)
  const times = Number(inputs[TIMES])
  if (!Number.isInteger(times) || times < 0) {
    throw new Fault('card.failed', {
      message: `“${name}” cannot run a flow ${times} times; give a whole number from 0 on.`
    })
  }
  for (let index = 0; index < times; index += 1) await callFlow(flowId, slots({ index }), index)
  return outputs({})
}
