import type { FieldsSetting } from '@hookwright/engine'
import { DataType, FieldId, FieldLabel, one } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from './distinct.ts'

/** Values with names and types. Ids and labels are unique. */
export const TypedFields = z
  .array(z.strictObject({ id: FieldId, label: FieldLabel, dataType: DataType }))
  .max(200, 'At most 200 values can be assigned by one card. Use another card for the rest.')
  .superRefine(distinct(field => field.id, 'Two values have the same id. Remove one of them.'))
  .superRefine(
    distinct(field => field.label.toLowerCase(), 'Two values have the same label. Change one of the labels.')
  )
export type TypedFields = z.infer<typeof TypedFields>

/** Converts typed fields to ports. */
export const typedPorts = (fields: TypedFields) =>
  fields.map(({ id, label, dataType }) => ({ id, label, type: dataType }))

/** Returns the setting for typed fields. Its value is stored in the card's config under `key`. */
export const typedFieldsSetting = (of: 'inputs' | 'outputs') =>
  ({
    kind: 'fields',
    key: 'fields',
    noun: 'Value',
    of,
    named: 'label',
    parts: ['type'],
    fresh: (id, label) => ({ id, label, dataType: one('text') })
  }) satisfies FieldsSetting
