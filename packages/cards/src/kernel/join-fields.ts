import type { FieldsSetting, OutputPort } from '@hookwright/engine'
import { DataType, FieldId, FieldLabel, one } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from './distinct.ts'

/** Output of a card with blocks. Each of its blocks must supply a value for it. */
export const JoinField = z.strictObject({ id: FieldId, label: FieldLabel, dataType: DataType })
export type JoinField = z.infer<typeof JoinField>

/** Outputs of a card with blocks, with unique ids and labels. */
export const JoinFields = z
  .array(JoinField)
  .max(200, 'A card with blocks has at most 200 outputs. Remove some of them.')
  .superRefine(
    distinct(join => join.label.toLowerCase(), 'Two outputs have the same label. Change one of the labels.')
  )
  .superRefine(distinct(join => join.id, 'Two outputs have the same id. Remove one of them.'))
export type JoinFields = z.infer<typeof JoinFields>

/** Converts join fields to ports. */
export const joinPorts = (joins: JoinField[]): OutputPort[] =>
  joins.map(join => ({ id: join.id, label: join.label, type: join.dataType }))

/**
 * Setting for the join fields of a card with blocks. Its value is stored in the card's config under `key`.
 */
export const joinsSetting = {
  kind: 'fields',
  key: 'joins',
  noun: 'Output',
  of: 'joins',
  named: 'label',
  parts: ['type'],
  fresh: (id, label) => ({ id, label, dataType: one('text') })
} satisfies FieldsSetting
