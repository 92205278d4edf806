import { type CardExecutor, outputs } from '@hookwright/engine'
import { holds } from '../if-else/compare.ts'
import type { Config } from './card.ts'

/** Stops the flow unless the condition holds. */
export const execute: CardExecutor<Config> = ({ config, inputs }) =>
  holds(config.operator, inputs.left, inputs.right) ? outputs({}) : { kind: 'stop' }
