import { type Deed, outputs } from '@hookwright/engine'
import { itemsOf } from '../item-type/items.ts'
import type { PlainConfig } from '../plain/plain-card.ts'

/** Counts the items. */
export const deed: Deed<PlainConfig> = ({ inputs }) => outputs({ length: itemsOf(inputs.list).length })
