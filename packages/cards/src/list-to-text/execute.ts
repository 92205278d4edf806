import { type CardExecutor, outputs } from '@hookwright/engine'
import { itemsOf } from '../kernel/items.ts'
import type { PlainConfig } from '../kernel/plain-card.ts'
import { checkTextLength, joinedLength } from '../kernel/text-size.ts'

/** Joins the texts; a missing one counts as empty. */
export const execute: CardExecutor<PlainConfig> = ({ name, inputs }) => {
  const items = itemsOf(inputs.list)
  const separator = String(inputs.separator ?? '')
  checkTextLength(joinedLength(items, separator), name)
  return outputs({ output: items.map(item => item ?? '').join(separator) })
}
