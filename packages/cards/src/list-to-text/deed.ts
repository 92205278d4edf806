import { type Deed, outputs } from '@hookwright/engine'
import { itemsOf } from '../item-type/items.ts'
import type { PlainConfig } from '../plain/plain-card.ts'

/** Joins the texts; a missing one counts as empty. */
export const deed: Deed<PlainConfig> = ({ inputs }) =>
  outputs({
    output: itemsOf(inputs.list)
      .map(item => item ?? '')
      .join(String(inputs.separator ?? ''))
  })
