import type { CardExecutor } from '@hookwright/engine'
import type { Config } from './card.ts'
import { holds } from './compare.ts'

/** Runs the block that the condition names. */
export const execute: CardExecutor<Config> = ({ config, inputs, runBlock }) =>
  runBlock(holds(config.operator, inputs.left, inputs.right) ? 'then' : 'else')
