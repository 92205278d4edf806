import { type CardExecutor, outputs } from '@hookwright/engine'
import type { KeysConfig } from '../kernel/object-keys.ts'

/** Builds the object. `Object.fromEntries` defines own keys and never sets an inherited one. */
export const execute: CardExecutor<KeysConfig> = ({ config, inputs }) =>
  outputs({ output: Object.fromEntries(config.keys.map(({ id, key }) => [key, inputs[id]])) })
