import type { ActionSignature } from '@hookwright/engine'
import { type FieldId, type Json, steeringOptionsOf } from '@hookwright/model'
import {
  enteredInputs,
  parseFieldText,
  type StartField,
  typedText
} from '../../features/canvas/run/start-fields.ts'
import type { ExposedTool } from './api-types.ts'

/** Texts entered for fixed values, by field. */
export type TypedValues = Readonly<Record<FieldId, string>>

/** Option or input whose value can be fixed. */
export interface FixableField extends StartField {
  /**
   * True for an option that determines the fields of the action. It is always fixed, so agents never choose
   * its value.
   */
  steers: boolean
}

/** Returns the options and inputs of an action whose values can be fixed: all but files. */
export const fixableFieldsOf = (signature: ActionSignature): FixableField[] => {
  const steering = steeringOptionsOf(signature)
  const options = enteredInputs([...signature.options]).map((field, index) => ({
    ...field,
    ...(signature.options[index] && { option: signature.options[index] })
  }))
  const inputs = enteredInputs((signature.inputGroups ?? []).flatMap(group => group.fields))
  return [...options, ...inputs]
    .filter(({ dataType }) => dataType.kind !== 'file')
    .map(field => ({ ...field, steers: steering.has(field.id) }))
}

/**
 * Returns the names of the input groups whose fields depend on option values.
 *
 * Their fields cannot be fixed in this form, only in the flow of the tool.
 */
export const loadedGroupsOf = ({ inputGroups = [] }: ActionSignature): string[] =>
  inputGroups.flatMap(({ name, dynamic }) => (dynamic === undefined ? [] : [name]))

/** Returns the fixed values of a tool as texts for the form. */
export const typedOf = (fixed: ExposedTool['fixed']): TypedValues =>
  Object.fromEntries(fixed.map(({ id, value }) => [id, typedText(value)]))

/** Returns the fixed fields: those with an entered value, and those that are always fixed. */
export const fixedAmong = (fields: readonly FixableField[], typed: TypedValues): FixableField[] =>
  fields.filter(({ id, steers }) => steers || Object.hasOwn(typed, id))

/** Returns the text of a fixed field: the entered text, otherwise its initial value. */
export const textOf = ({ id, initial }: StartField, typed: TypedValues): string =>
  typed[id] ?? typedText(initial)

/**
 * Parses the entered values. Returns error messages by field (`errors`) if any value is invalid. An empty text
 * fixes the field as empty.
 */
export const readFixed = (
  fields: readonly FixableField[],
  typed: TypedValues
): { fixed: Record<FieldId, Json> } | { errors: Record<FieldId, string> } => {
  const read = fixedAmong(fields, typed).map(field => ({
    id: field.id,
    result: parseFieldText(textOf(field, typed) || (field.dataType.kind === 'boolean' ? 'false' : ''), field)
  }))
  const errors = read.flatMap(({ id, result }) => ('error' in result ? [[id, result.error] as const] : []))
  if (errors.length > 0) return { errors: Object.fromEntries(errors) }
  return {
    fixed: Object.fromEntries(
      read.flatMap(({ id, result }) => ('value' in result ? [[id, result.value]] : []))
    )
  }
}
