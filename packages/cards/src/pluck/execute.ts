import { type CardExecutor, outputs } from '@hookwright/engine'
import { valueAt } from '@hookwright/model'
import { asItems } from '../kernel/as-given.ts'
import type { ItemsConfig } from '../kernel/item-type.ts'
import { itemsOf } from '../kernel/items.ts'
import { readPath } from '../object-get/read-path.ts'

/** Gives what stands at the path in each object; `card.failed` for a text that is no path or a value of another type. */
export const execute: CardExecutor<ItemsConfig> = ({ config, inputs, name }) => {
  const path = readPath(String(inputs.path), name)
  const found = itemsOf(inputs.list).map(item => valueAt(item, path))
  return outputs({ output: asItems(name, found, config.items) })
}
