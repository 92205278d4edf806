import { type CardExecutor, outputs } from '@hookwright/engine'
import { holds } from '../if-else/compare.ts'
import { itemsOf } from '../kernel/items.ts'
import type { PlainConfig } from '../kernel/plain-card.ts'

/** Says whether an item equals the value, as If/Else compares. */
export const execute: CardExecutor<PlainConfig> = ({ inputs }) =>
  outputs({ result: holds('in', inputs.item, itemsOf(inputs.list)) })
