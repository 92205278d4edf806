import type { ActionSignature } from '@hookwright/engine'
import {
  type Binding,
  coerce,
  Fault,
  type Field,
  type FieldId,
  type Json,
  nameOfType
} from '@hookwright/model'

/** Fixed values of an action's options and inputs, which calls cannot change; null leaves a field empty. */
export type FixedValues = Record<FieldId, Json>

/** Fixed value of a tool, which calls cannot change, with the label of its field. */
export interface FixedValue {
  id: FieldId
  label: string
  value: Json
}

/** Returns the options and inputs of an action that do not depend on other values. */
export const fieldsOf = ({ options, inputGroups = [] }: ActionSignature): Field[] => [
  ...options,
  ...inputGroups.flatMap(group => group.fields)
]

/** Returns the constant value of a field; undefined if it comes from a call or another card. */
const fixedValueOf = (binding: Binding | undefined): Json | undefined => {
  if (binding === undefined) return null
  return binding.kind === 'literal' ? binding.value : undefined
}

/** Returns the constant values of an action card's inputs. */
export const fixedValuesIn = (inputs: Record<FieldId, Binding>, signature: ActionSignature): FixedValue[] =>
  fieldsOf(signature).flatMap(({ id, label }) => {
    const value = fixedValueOf(inputs[id])
    return value === undefined ? [] : [{ id, label, value }]
  })

const flawOf = (field: Field, value: Json): string | null => {
  const { label, required, dataType, choices } = field
  if (dataType.kind === 'file')
    return value === null ? null : `“${label}” is a File, which cannot have a fixed value.`
  if (value === null || value === '')
    return required ? `“${label}” is required, so its fixed value cannot be empty.` : null
  const read = coerce(value, dataType)
  if (!read.ok) return `The fixed value of “${label}” must be of type ${nameOfType(dataType)}.`
  if (choices?.from !== 'static' || choices.rows.length === 0) return null
  const known = choices.rows.map(row => (dataType.kind === 'number' ? Number(row.value) : row.value))
  const chosen = Array.isArray(read.value) ? read.value : [read.value]
  return chosen.every(one => known.includes(one as never))
    ? null
    : `The fixed value of “${label}” is not one of its choices.`
}

/**
 * Checks the fixed values for an action.
 * @throws `agents.cannot-fix`
 */
export const checkFixedValues = (signature: ActionSignature, fixed: FixedValues): void => {
  const fields = new Map(fieldsOf(signature).map(field => [field.id, field]))
  for (const [id, value] of Object.entries(fixed)) {
    const field = fields.get(id)
    const what = field === undefined ? `The action has no input “${id}”.` : flawOf(field, value)
    if (what !== null) throw new Fault('agents.cannot-fix', { what })
  }
}
