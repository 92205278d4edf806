import { Fault, type FieldId, isJsonObject, nameOfValue } from '@hookwright/model'

/** Id of the input that is mapped to the list of records. */
export const LIST: FieldId = 'list'
/** Id of the inner field that is one record of the list. */
export const RECORD: FieldId = 'record'

/** Id of the input for the cursor of the next poll, on the Return Outputs card of a polled event. */
export const CURSOR: FieldId = 'cursor'

/** Name of the types that are accepted as a list of records, for error messages. */
export const WANTED = 'a list or an Object'

/** Items of a list of records. For a value of another type, the name of that type. */
export type Records = { ok: true; records: unknown[] } | { ok: false; found: string }

/**
 * Returns the records of the value mapped to the list. An object becomes a list of one record, null an empty
 * list.
 */
export const recordsOf = (value: unknown): Records => {
  if (value === null || value === undefined) return { ok: true, records: [] }
  if (Array.isArray(value)) return { ok: true, records: value }
  return isJsonObject(value) ? { ok: true, records: [value] } : { ok: false, found: nameOfValue(value) }
}

/**
 * Reads the records of a running card from the value mapped to its list.
 * @throws `card.input-type`
 */
export const readRecords = (
  { name, inputs }: { name: string; inputs: Record<FieldId, unknown> },
  field: string
): unknown[] => {
  const read = recordsOf(inputs[LIST])
  if (read.ok) return read.records
  throw new Fault('card.input-type', { card: name, field, wanted: WANTED, found: read.found, place: '' })
}
