import { type Deed, outputs } from '@hookwright/engine'
import { itemsOf } from '../item-type/items.ts'
import type { Config } from './card.ts'

/** Counts the items. */
export const deed: Deed<Config> = ({ inputs }) => outputs({ length: itemsOf(inputs.list).length })
