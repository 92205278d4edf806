import { type Deed, outputs } from '@hookwright/engine'
import type { ObjectConstructConfig } from './card.ts'

/** Builds the object. `Object.fromEntries` defines own keys and never sets an inherited one. */
export const deed: Deed<ObjectConstructConfig> = ({ config, inputs }) =>
  outputs({ output: Object.fromEntries(config.keys.map(({ id, key }) => [key, inputs[id]])) })
