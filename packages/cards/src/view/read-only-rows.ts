import type { Row } from './row.ts'
import type { CardRows } from './rows-of.ts'

const readOnlyRow = (row: Row): Row[] => {
  if (row.kind === 'add' || row.kind === 'key') return []
  if (row.kind !== 'section' || (row.action === undefined && row.item === undefined)) return [row]
  const { action: _action, item: _item, ...heading } = row
  return [heading]
}

/** Returns the rows of a read-only card, without the rows that only serve editing. */
export const readOnlyRows = ({ head, joins, foot }: CardRows): CardRows => ({
  head: head.flatMap(readOnlyRow),
  joins: joins.map(rows => rows.flatMap(readOnlyRow)),
  foot: foot.flatMap(readOnlyRow)
})
