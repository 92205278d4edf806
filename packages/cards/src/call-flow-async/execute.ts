import { type CardExecutor, outputs } from '@hookwright/engine'
import type { CallConfig } from '../kernel/called-flow.ts'
import { chosenFlow } from '../kernel/chosen-flow.ts'

/** Begins the run and gives its id. Throws `helper.gone`. */
export const execute: CardExecutor<CallConfig> = async ({ config, inputs, name, beginFlow }) =>
  outputs({ runId: await beginFlow(chosenFlow(config, name), inputs) })
