import { type CardExecutor, outputs } from '@hookwright/engine'
import { valueAt } from '@hookwright/model'
import type { ObjectGetConfig } from './card.ts'
import { readPath } from './read-path.ts'

/** Gives what stands at the path, or null; a text that is no path is `card.failed`. */
export const execute: CardExecutor<ObjectGetConfig> = ({ inputs, name }) =>
  outputs({ value: valueAt(inputs.object, readPath(String(inputs.path), name)) })
