import type { ActionSignature } from '@hookwright/engine'
import { type FieldId, type Json, steeringOptionsOf } from '@hookwright/model'
import {
  enteredInputs,
  readTyped,
  type StartField,
  typedText
} from '../../features/canvas/run/start-fields.ts'
import type { ExposedTool } from './api-types.ts'

/** Texts typed for the values that agents cannot choose, by field. */
export type TypedValues = Readonly<Record<FieldId, string>>

/** Option or input whose value can be fixed. */
export interface FixableField extends StartField {
  /** True for an option that decides which fields the action has, and which agents therefore never choose. */
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

/** Returns the names of the groups whose fields depend on option values. Only the flow of the tool has these fields. */
export const loadedGroupsOf = ({ inputGroups = [] }: ActionSignature): string[] =>
  inputGroups.flatMap(({ name, dynamic }) => (dynamic === undefined ? [] : [name]))

/** Returns the texts of values that a tool fixes. */
export const typedOf = (fixed: ExposedTool['fixed']): TypedValues =>
  Object.fromEntries(fixed.map(({ id, value }) => [id, typedText(value)]))

/** Returns the fields of which a value is typed, and those that are always fixed. */
export const fixedAmong = (fields: readonly FixableField[], typed: TypedValues): FixableField[] =>
  fields.filter(({ id, steers }) => steers || Object.hasOwn(typed, id))

/** Returns the text of a field that is fixed. */
export const textOf = ({ id, initial }: StartField, typed: TypedValues): string =>
  typed[id] ?? typedText(initial)

/** Reads the typed values, or says what is wrong, by field. An empty text fixes a field as empty. */
export const readFixed = (
  fields: readonly FixableField[],
  typed: TypedValues
): { fixed: Record<FieldId, Json> } | { flaws: Record<FieldId, string> } => {
  const read = fixedAmong(fields, typed).map(field => ({
    id: field.id,
    result: readTyped(textOf(field, typed) || (field.dataType.kind === 'boolean' ? 'false' : ''), field)
  }))
  const flaws = read.flatMap(({ id, result }) => ('flaw' in result ? [[id, result.flaw] as const] : []))
  if (flaws.length > 0) return { flaws: Object.fromEntries(flaws) }
  return {
    fixed: Object.fromEntries(
      read.flatMap(({ id, result }) => ('value' in result ? [[id, result.value]] : []))
    )
  }
}
