import { type CardExecutor, outputs } from '@hookwright/engine'
import type { CallConfig } from '../kernel/called-flow.ts'
import { chosenFlow } from '../kernel/chosen-flow.ts'

/** Runs the helper flow; one that stops ends only itself. Throws `helper.gone`. */
export const execute: CardExecutor<CallConfig> = async ({ config, inputs, name, callFlow }) => {
  const ended = await callFlow(chosenFlow(config, name), inputs)
  return ended.kind === 'stop' ? outputs({}) : ended
}
