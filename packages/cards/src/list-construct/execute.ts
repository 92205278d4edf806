import { type CardExecutor, outputs } from '@hookwright/engine'
import type { ListConstructConfig } from './card.ts'

/** Gives the values as a list, in the order of their fields. */
export const execute: CardExecutor<ListConstructConfig> = ({ config, inputs }) =>
  outputs({ output: config.fields.map(field => inputs[field.id]) })
