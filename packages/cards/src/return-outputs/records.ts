import { Fault, type FieldId, isJsonObject, nameOfValue } from '@hookwright/model'

/** The input of the card that takes the list of records. */
export const LIST: FieldId = 'list'
/** The field of the card that is one record of the list. */
export const RECORD: FieldId = 'record'

/** The input of a polled event's return card that takes the cursor for the next poll. */
export const CURSOR: FieldId = 'cursor'

/** Types accepted as a list of records, for messages. */
export const WANTED = 'a list or an Object'

/** The records of a list, or the name of the value found instead. */
export type Records = { ok: true; records: unknown[] } | { ok: false; found: string }

/** Returns the records of the value mapped to the list: an object is a list of one, null an empty list. */
export const recordsOf = (value: unknown): Records => {
  if (value === null || value === undefined) return { ok: true, records: [] }
  if (Array.isArray(value)) return { ok: true, records: value }
  return isJsonObject(value) ? { ok: true, records: [value] } : { ok: false, found: nameOfValue(value) }
}

/** Reads the records of a running card from what is mapped to its list. Throws `card.input-type`. */
export const readRecords = (
  { name, inputs }: { name: string; inputs: Record<FieldId, unknown> },
  field: string
): unknown[] => {
  const read = recordsOf(inputs[LIST])
  if (read.ok) return read.records
  throw new Fault('card.input-type', { card: name, field, wanted: WANTED, found: read.found, place: '' })
}
