import type { FieldId } from '@hookwright/model'
import { parseFieldText } from '../start-fields.ts'
import type { CardInput } from './card-inputs.ts'

/**
 * Returns the input values for a single-card run, or the errors of the entered values. Entered values
 * override known ones.
 */
export const readInputs = (
  inputs: readonly CardInput[],
  typed: Readonly<Record<FieldId, string>>
): { inputs: Record<FieldId, unknown>; errors: Record<FieldId, string> } => {
  const values: Record<FieldId, unknown> = {}
  const errors: Record<FieldId, string> = {}
  for (const input of inputs) {
    if (input.from === 'connection') continue
    const text = typed[input.id]
    if (text === undefined && input.from === 'known') {
      values[input.id] = input.value
      continue
    }
    const isSwitch = input.dataType.kind === 'boolean' && !input.dataType.list
    const read = parseFieldText(text ?? (isSwitch ? 'false' : ''), input)
    if ('error' in read) errors[input.id] = read.error
    else values[input.id] = read.value
  }
  return { inputs: values, errors }
}
