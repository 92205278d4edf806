import { type Deed, outputs } from '@hookwright/engine'
import { Fault } from '@hookwright/model'
import type { Config } from './card.ts'

/** Runs the helper flow; one that stops ends only itself. Throws `helper.gone`. */
export const deed: Deed<Config> = async ({ config, inputs, name, callFlow }) => {
  if (config.flowId === null) throw new Fault('helper.gone', { card: name })
  const ended = await callFlow(config.flowId, inputs)
  return ended.kind === 'stop' ? outputs({}) : ended
}
