import { readerOf } from '@hookwright/engine'
import { anyValue, type Card, type CardId, type FieldId } from '@hookwright/model'
import { LIST, recordsOf } from './records.ts'

/**
 * What the outputs of a card are mapped from, for a sample of what the start card gives: the body, or with Run mode the
 * first record of the list that is mapped; null where there is none.
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
