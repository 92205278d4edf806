import { type CardExecutor, outputs } from '@hookwright/engine'
import { itemsOf } from '../kernel/items.ts'
import type { PlainConfig } from '../kernel/plain-card.ts'

/** Counts the items. */
export const execute: CardExecutor<PlainConfig> = ({ inputs }) =>
  outputs({ length: itemsOf(inputs.list).length })
