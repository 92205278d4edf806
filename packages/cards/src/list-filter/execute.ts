import { type CardExecutor, outputs } from '@hookwright/engine'
import { holds } from '../if-else/compare.ts'
import { itemsOf } from '../kernel/items.ts'
import type { ListFilterConfig } from './card.ts'

/** Gives the items for which the condition holds. */
export const execute: CardExecutor<ListFilterConfig> = ({ config, inputs, slots }) => {
  const isKept = (item: unknown, index: number): boolean => {
    const { left, right } = slots({ item, index })
    return holds(config.operator, left, right)
  }
  return outputs({ output: itemsOf(inputs.list).filter(isKept) })
}
