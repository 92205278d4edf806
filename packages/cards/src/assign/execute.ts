import { type CardExecutor, outputs } from '@hookwright/engine'
import type { AssignConfig } from './card.ts'

/** Gives each value on, in the type that its input has made of it. */
export const execute: CardExecutor<AssignConfig> = ({ config, inputs }) =>
  outputs(Object.fromEntries(config.fields.map(field => [field.id, inputs[field.id]])))
