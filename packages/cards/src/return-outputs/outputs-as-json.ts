import { type FieldId, nameOfType, type OutputGroup } from '@hookwright/model'
import type { OutputValue } from './output-values.ts'
import type { OutputsDraft } from './outputs-draft.ts'

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

/**
 * Returns the outputs as JSON, by group and label. Uses the values of a sample, or examples without a sample.
 */
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

/** Returns the JSON Schema for the result of `sampleJsonOf`. Every value may be null. */
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
