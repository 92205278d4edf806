import type { ValueType } from '../fields/data-type.ts'
import type { OutputGroup } from '../fields/field.ts'
import type { FieldId } from '../kernel/ids.ts'
import { isJsonObject } from '../kernel/json.ts'

/** An output of an event as a delivery filled it. With Run mode it is looked for in each record. */
export interface FoundField {
  id: FieldId
  label: string
  dataType: ValueType
  is: 'matched' | 'missing' | 'partly'
  /** Number of records that have it, and number of all records. */
  found: number
  of: number
  /** The first value that was found. */
  value: unknown
}

/** Values of a delivery for the outputs that its event declares. */
export interface FoundOutputs {
  groups: { id: FieldId; name: string; fields: FoundField[] }[]
  /** Number of records; null without Run mode. */
  records: number | null
}

/** The records of a prologue's result. */
const recordsIn = (result: Record<string, unknown> | null): Record<string, unknown>[] => {
  const records = result?.records
  return Array.isArray(records) ? records.filter(isJsonObject) : []
}

/** Compares what an event declares with what its flow gave for a delivery; null for a flow that gave nothing. */
export const foundOutputsOf = (
  event: { groups: OutputGroup[]; runMode: boolean },
  result: Record<string, unknown> | null
): FoundOutputs => {
  const given = event.runMode ? recordsIn(result) : [result ?? {}]
  const foundFor = (id: FieldId): unknown[] =>
    given.flatMap(values => {
      const value = Object.hasOwn(values, id) ? values[id] : null
      return value === null || value === undefined ? [] : [value]
    })
  return {
    records: event.runMode ? given.length : null,
    groups: event.groups.map(({ id, name, fields }) => ({
      id,
      name,
      fields: fields.map(field => {
        const values = foundFor(field.id)
        const found = values.length
        const all = given.length
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
