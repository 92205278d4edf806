import { readerOf, type Scope } from '@hookwright/engine'
import {
  anyValue,
  type CardId,
  type FieldId,
  nameOfType,
  type OutputGroup,
  outputTypeOf,
  pillsOf
} from '@hookwright/model'
import type { OutputsDraft } from './outputs-draft.ts'
import { LIST, RECORD, recordsOf, WANTED } from './records.ts'

/** The value of an output for a sample, or why there is none. */
export type OutputValue = { ok: true; value: unknown } | { ok: false; why: string }

const readAt = (
  draft: OutputsDraft,
  id: FieldId,
  type: Parameters<typeof readerOf>[1],
  scope: Scope
): OutputValue => {
  const binding = Object.hasOwn(draft.inputs, id) ? draft.inputs[id] : undefined
  if (binding === undefined) return { ok: true, value: null }
  if (pillsOf(binding).some(pill => !scope.has(pill.card)))
    return { ok: false, why: 'comes from another card; known only in a run' }
  const read = readerOf(binding, type)(scope)
  if (read.ok) return read
  return { ok: false, why: `${read.wanted} is wanted, but this is ${read.found}` }
}

/** Outputs record by record; `why` is a sentence if the list of records cannot be read. */
export interface OutputValues {
  records: Record<FieldId, OutputValue>[]
  why: string | null
}

/** Returns the records of a draft's list in a sample, or the reason why they cannot be read. */
const recordsIn = (draft: OutputsDraft, start: Scope): { records: unknown[]; why: string | null } => {
  const list = readAt(draft, LIST, anyValue, start)
  if (!list.ok) return { records: [], why: `The list of records ${list.why}.` }
  const read = recordsOf(list.value)
  if (read.ok) return { records: read.records, why: null }
  return { records: [], why: `The list of records wants ${WANTED}, but this is ${read.found}.` }
}

/**
 * Computes the outputs that a draft would return for a sample of the start card: once without Run mode, once per record of the
 * list with it. Outputs mapped to other cards have no value here.
 */
export const outputValues = (
  draft: OutputsDraft,
  ends: { start: CardId; card: CardId },
  sample: Record<FieldId, unknown>
): OutputValues => {
  const start: Scope = new Map([[ends.start, sample]])
  const valuesIn = (scope: Scope): Record<FieldId, OutputValue> =>
    Object.fromEntries(
      draft.groups.flatMap(group =>
        group.fields.map(field => [field.id, readAt(draft, field.id, outputTypeOf(field), scope)])
      )
    )
  if (!draft.runMode) return { records: [valuesIn(start)], why: null }
  const { records, why } = recordsIn(draft, start)
  return {
    records: records.map(record => valuesIn(new Map([...start, [ends.card, { [RECORD]: record }]]))),
    why
  }
}

/** Values as they stand below the outputs on a card; what cannot be told says why in brackets. */
export const shownValues = (values: Record<FieldId, OutputValue> | undefined): Record<FieldId, unknown> =>
  Object.fromEntries(
    Object.entries(values ?? {}).map(([id, read]) => [id, read.ok ? read.value : `(${read.why})`])
  )

const exampleOf = (type: OutputGroup['fields'][number]['dataType']): unknown => {
  if (type.list) return [exampleOf({ kind: type.kind, list: false })]
  switch (type.kind) {
    case 'text':
      return 'text'
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'date':
      return '2026-11-24T14:02:11Z'
    case 'object':
      return {}
    case 'file':
      return { id: 'file-1', name: 'plan.pdf', type: 'application/pdf', size: 2048 }
  }
}

/** The outputs as JSON: by group and label, with the values of a sample where there are any, otherwise with examples. */
export const sampleJsonOf = (
  draft: OutputsDraft,
  records: Record<FieldId, OutputValue>[] | null
): unknown => {
  const jsonOf = (values: Record<FieldId, OutputValue> | null): unknown =>
    Object.fromEntries(
      draft.groups.map(group => [
        group.name,
        Object.fromEntries(
          group.fields.map(field => {
            const read = values?.[field.id]
            return [field.label, read === undefined ? exampleOf(field.dataType) : read.ok ? read.value : null]
          })
        )
      ])
    )
  const all = records === null ? [jsonOf(null)] : records.map(jsonOf)
  return draft.runMode ? all : (all[0] ?? {})
}

const schemaOfType = ({ kind, list }: OutputGroup['fields'][number]['dataType']): Record<string, unknown> => {
  if (list) return { type: 'array', items: schemaOfType({ kind, list: false }) }
  switch (kind) {
    case 'text':
      return { type: 'string' }
    case 'number':
      return { type: 'number' }
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date-time' }
    case 'object':
      return { type: 'object' }
    case 'file':
      return {
        type: 'object',
        title: nameOfType({ kind, list: false }),
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          type: { type: 'string' },
          size: { type: 'integer' }
        },
        required: ['id', 'name']
      }
  }
}

/** Returns the JSON Schema of what `sampleJsonOf` returns. Every value may be null. */
export const jsonSchemaOf = (draft: OutputsDraft): unknown => {
  const record = {
    type: 'object',
    properties: Object.fromEntries(
      draft.groups.map(group => [
        group.name,
        {
          type: 'object',
          properties: Object.fromEntries(
            group.fields.map(field => [
              field.label,
              { anyOf: [schemaOfType(field.dataType), { type: 'null' }] }
            ])
          ),
          required: group.fields.map(field => field.label)
        }
      ])
    ),
    required: draft.groups.map(group => group.name)
  }
  const root = draft.runMode ? { type: 'array', items: record } : record
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', ...root }
}
