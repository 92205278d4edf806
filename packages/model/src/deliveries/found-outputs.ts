import type { ValueType } from '../fields/data-type.ts'
import type { OutputGroup } from '../fields/field.ts'
import type { FieldId } from '../kernel/ids.ts'
import { isJsonObject } from '../kernel/json.ts'

/**
 * Declared output of an event with its value in a delivery. In Run mode, the output is looked up in each
 * record.
 */
export interface FoundField {
  id: FieldId
  label: string
  dataType: ValueType
  is: 'matched' | 'missing' | 'partly'
  /** Number of records that contain the output, and number of all records. */
  found: number
  of: number
  /** First value found for the output. */
  value: unknown
}

/** Values in a delivery for the outputs that its event declares. */
export interface FoundOutputs {
  groups: { id: FieldId; name: string; fields: FoundField[] }[]
  /** Number of records; null without Run mode. */
  records: number | null
}

/** Returns the records that an event's flow returned in Run mode. */
const recordsIn = (result: Record<string, unknown> | null): Record<string, unknown>[] => {
  const records = result?.records
  return Array.isArray(records) ? records.filter(isJsonObject) : []
}

/**
 * Looks up the declared outputs of an event in the result of its flow for a delivery. Returns null without a
 * result.
 */
export const foundOutputsOf = (
  event: { groups: OutputGroup[]; runMode: boolean },
  result: Record<string, unknown> | null
): FoundOutputs => {
  const results = event.runMode ? recordsIn(result) : [result ?? {}]
  const foundFor = (id: FieldId): unknown[] =>
    results.flatMap(values => {
      const value = Object.hasOwn(values, id) ? values[id] : null
      return value === null || value === undefined ? [] : [value]
    })
  return {
    records: event.runMode ? results.length : null,
    groups: event.groups.map(({ id, name, fields }) => ({
      id,
      name,
      fields: fields.map(field => {
        const values = foundFor(field.id)
        const found = values.length
        const all = results.length
        return {
          id: field.id,
          label: field.label,
          dataType: field.dataType,
          is: found === 0 ? 'missing' : found < all ? 'partly' : 'matched',
          found,
          of: all,
          value: values[0] ?? null
        }
      })
    }))
  }
}
