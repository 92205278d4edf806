import type { FieldsSetting, InputPort } from '@hookwright/engine'
import { FieldId, FieldLabel, type ValueType } from '@hookwright/model'
import { z } from 'zod'
import { distinct } from './distinct.ts'

/** Returns the schema of any number of inputs of the same type. Their ids and labels are unique. */
export const namedInputs = (plural: string) =>
  z
    .array(z.strictObject({ id: FieldId, label: FieldLabel }))
    .max(200, `A card can have at most 200 ${plural}. Remove some of them.`)
    .superRefine(distinct(field => field.id, `Two ${plural} have the same id. Remove one of them.`))
    .superRefine(
      distinct(
        field => field.label.toLowerCase(),
        `Two ${plural} have the same label. Change one of the labels.`
      )
    )

/** Returns the two inputs of a new card. */
export const twoInputs = (noun: string) =>
  [1, 2].map(number => ({ id: `${noun.toLowerCase()}${number}`, label: `${noun} ${number}` }))

/** Returns the setting of named inputs. Its value is stored in the card's config under `key`. */
export const namedInputsSetting = (noun: string) =>
  ({
    kind: 'fields',
    key: 'fields',
    noun,
    of: 'inputs',
    named: 'label',
    parts: [],
    fresh: (id, label) => ({ id, label })
  }) satisfies FieldsSetting

/** Converts named inputs to ports of one type. */
export const namedInputPorts = (fields: { id: FieldId; label: string }[], type: ValueType): InputPort[] =>
  fields.map(field => ({ ...field, type, required: false }))
