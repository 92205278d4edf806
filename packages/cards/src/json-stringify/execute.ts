import { type CardExecutor, outputs } from '@hookwright/engine'
import type { JsonStringifyConfig } from './card.ts'

/** Gives the JSON text, in one line or indented by two spaces. */
export const execute: CardExecutor<JsonStringifyConfig> = ({ config, inputs }) =>
  outputs({ output: JSON.stringify(inputs.value ?? null, null, config.pretty ? 2 : 0) })
