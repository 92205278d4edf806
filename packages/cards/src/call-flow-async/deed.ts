import { type Deed, outputs } from '@hookwright/engine'
import type { CallConfig } from '../called-flow/called-flow.ts'
import { chosenFlow } from '../called-flow/chosen-flow.ts'

/** Begins the run and gives its id. Throws `helper.gone`. */
export const deed: Deed<CallConfig> = async ({ config, inputs, name, beginFlow }) =>
  outputs({ runId: await beginFlow(chosenFlow(config, name), inputs) })
