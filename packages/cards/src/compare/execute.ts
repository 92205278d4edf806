import { type CardExecutor, outputs } from '@hookwright/engine'
import { holds } from '../if-else/compare.ts'
import type { CompareConfig } from './card.ts'

/** Says whether the condition holds. */
export const execute: CardExecutor<CompareConfig> = ({ config, inputs }) =>
  outputs({ result: holds(config.operator, inputs.left, inputs.right) })
