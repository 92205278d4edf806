import { z } from 'zod'
import { FieldId } from '../kernel/ids.ts'
import { Json } from '../kernel/json.ts'
import { anyValue, DataType, type ValueType } from './data-type.ts'

/**
 * Limits of fields: characters of a text, choices of a dropdown, fields of a group, groups of an
 * event.
 */
export const fieldLimits = {
  label: 100,
  display: 200,
  value: 500,
  choices: 500,
  fields: 200,
  groups: 50
} as const

/** Label of a field, unique in its group. It consists of letters, digits, inner spaces, - and _. */
export const FieldLabel = z
  .string()
  .max(fieldLimits.label, `A label has at most ${fieldLimits.label} characters. Shorten it.`)
  .regex(
    /^(?! )[\p{L}\p{M}\p{N} _-]+(?<! )$/u,
    'A label may contain only letters, digits, spaces, - and _, with no space at the start or end.'
  )

/** Control for entering a value. A multi-select returns its selected choices as a list. */
export const FieldType = z.enum(['text-field', 'dropdown', 'multi-select'])
export type FieldType = z.infer<typeof FieldType>

/** Choice of a dropdown or multi-select: shown label and stored value. */
export const Choice = z.strictObject({
  display: z.string().min(1).max(fieldLimits.display),
  value: z.string().max(fieldLimits.value)
})
export type Choice = z.infer<typeof Choice>

/** Input values of a helper flow that runs while a card is set up: literals and option values. */
export const HelperInputs = z.record(
  FieldId,
  z.union([z.strictObject({ option: FieldId }), z.strictObject({ literal: Json })])
)
export type HelperInputs = z.infer<typeof HelperInputs>

/** Helper flow that runs while a card is set up, with the values of its inputs. */
export const FieldSource = z.strictObject({ flowId: z.string(), inputs: HelperInputs })
export type FieldSource = z.infer<typeof FieldSource>

/**
 * Source of the choices of a dropdown or multi-select: fixed rows, or a helper flow with literals and earlier
 * option values as inputs. The flow returns the choices in its first list output, as texts or as objects with
 * `display` and `value` (see `readChoices` for other forms).
 */
export const Choices = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('static'), rows: z.array(Choice).max(fieldLimits.choices) }),
  FieldSource.extend({ from: z.literal('flow') })
])
export type Choices = z.infer<typeof Choices>

/** Field of an event, action or flow: its label, control and data type. */
export const Field = z.strictObject({
  id: FieldId,
  label: FieldLabel,
  fieldType: FieldType,
  dataType: DataType,
  required: z.boolean(),
  choices: Choices.exactOptional(),
  initial: Json.exactOptional()
})
export type Field = z.infer<typeof Field>

/** Returns true for a field whose values are chosen from a list: a dropdown or a multi-select. */
export const isChosen = ({ fieldType }: Pick<Field, 'fieldType'>): boolean => fieldType !== 'text-field'

const distinctBy =
  <Item>(nameOf: (item: Item) => string, sentence: string) =>
  (items: Item[], context: z.RefinementCtx<Item[]>): void => {
    const seen = new Set<string>()
    for (const [index, item] of items.entries()) {
      const name = nameOf(item).toLowerCase()
      if (seen.has(name)) context.addIssue({ code: 'custom', message: sentence, path: [index] })
      seen.add(name)
    }
  }

/** Returns the schema of a list of fields with unique ids and labels. */
const distinctFields = <Each extends z.ZodType<Field>>(field: Each) =>
  z
    .array(field)
    .max(fieldLimits.fields)
    .superRefine(distinctBy(each => each.label, 'Two fields have this label. Change one of them.'))
    .superRefine(distinctBy(each => each.id, 'Two fields have this id. Remove one of them.'))

/** Fields of a group, with unique ids and labels. */
export const Fields = distinctFields(Field)
export type Fields = z.infer<typeof Fields>

/**
 * Named group of an action's input fields. In an extensible group, users can add fields, which the action
 * receives as one object by label. In a dynamic group, a helper flow returns the fields when a card is set
 * up.
 */
export const InputGroup = z.strictObject({
  id: FieldId,
  name: FieldLabel,
  fields: Fields,
  extensible: z.literal(true).exactOptional(),
  dynamic: FieldSource.exactOptional()
})
export type InputGroup = z.infer<typeof InputGroup>

/**
 * Field of an output group. A guessed type is based on too few samples, and accepts any value until it is
 * confirmed.
 */
export const OutputField = Field.extend({ guessed: z.literal(true).exactOptional() })
export type OutputField = z.infer<typeof OutputField>

/** Returns the type of an output's values. It is Any while the data type is a guess. */
export const outputTypeOf = ({ dataType, guessed }: Pick<OutputField, 'dataType' | 'guessed'>): ValueType =>
  guessed === true ? anyValue : dataType

/**
 * Named group of output fields. In a dynamic group, a helper flow returns the fields when a card is set up.
 */
export const OutputGroup = z.strictObject({
  id: FieldId,
  name: FieldLabel,
  fields: distinctFields(OutputField),
  dynamic: FieldSource.exactOptional()
})
export type OutputGroup = z.infer<typeof OutputGroup>

/** Returns the schema of groups with unique names, and unique field ids across all groups. */
const distinctGroups = <Each extends z.ZodType<{ name: string; fields: Field[] }>>(group: Each) =>
  z
    .array(group)
    .max(fieldLimits.groups)
    .superRefine(distinctBy(each => each.name, 'Two groups have this name. Rename one of them.'))
    .superRefine((groups, context) => {
      const ids = groups.flatMap(each => each.fields.map(field => field.id))
      if (new Set(ids).size < ids.length)
        context.addIssue({ code: 'custom', message: 'Two fields have the same id. Remove one of them.' })
    })

export const InputGroups = distinctGroups(InputGroup)
export type InputGroups = z.infer<typeof InputGroups>

export const OutputGroups = distinctGroups(OutputGroup)
export type OutputGroups = z.infer<typeof OutputGroups>
