import { type CardExecutor, outputs } from '@hookwright/engine'
import type { ItemsConfig } from '../kernel/item-type.ts'
import { itemsOf } from '../kernel/items.ts'

/** Gives the item at a whole number, from the end where that is negative, or null. */
export const execute: CardExecutor<ItemsConfig> = ({ inputs }) => {
  const index = Number(inputs.index)
  const item = Number.isInteger(index) ? itemsOf(inputs.list).at(index) : null
  return outputs({ item: item ?? null })
}
