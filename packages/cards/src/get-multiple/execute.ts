import { type CardExecutor, outputs } from '@hookwright/engine'
import { valueAt } from '@hookwright/model'
import { asGiven } from '../kernel/as-given.ts'
import type { KeysConfig } from '../kernel/object-keys.ts'

/** Gives the values of the keys, missing ones as null; `card.failed` for a value of another type. */
export const execute: CardExecutor<KeysConfig> = ({ config, inputs, name }) =>
  outputs(
    Object.fromEntries(
      config.keys.map(({ id, key, dataType }) => [
        id,
        asGiven(`“${key}” of “${name}”`, valueAt(inputs.object, [key]), dataType)
      ])
    )
  )
