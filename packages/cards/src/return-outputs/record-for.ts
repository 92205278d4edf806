import { readerOf } from '@hookwright/engine'
import { anyValue, type Card, type CardId, type FieldId } from '@hookwright/model'
import { LIST, recordsOf } from './records.ts'

/**
 * Returns the source value of a card's outputs, for a sample of the start card: the body, or with Run mode the first record of
 * the mapped list; null where there is none.
 */
export const recordFor = (
  card: Pick<Card, 'inputs'>,
  runMode: boolean,
  start: CardId,
  sample: Record<FieldId, unknown>
): unknown => {
  if (!runMode) return sample.body ?? null
  const list = Object.hasOwn(card.inputs, LIST) ? card.inputs[LIST] : undefined
  if (list === undefined) return null
  const read = readerOf(list, anyValue)(new Map([[start, sample]]))
  if (!read.ok) return null
  const found = recordsOf(read.value)
  return found.ok ? (found.records[0] ?? null) : null
}
