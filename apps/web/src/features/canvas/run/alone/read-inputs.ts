import type { FieldId } from '@hookwright/model'
import { readTyped } from '../start-fields.ts'
import type { CardInput } from './card-inputs.ts'

/**
 * Returns the input values for a single-card run, or the errors of the entered values. Entered values
 * override known ones.
 */
export const readInputs = (
  inputs: readonly CardInput[],
  typed: Readonly<Record<FieldId, string>>
): { inputs: Record<FieldId, unknown>; flaws: Record<FieldId, string> } => {
  const values: Record<FieldId, unknown> = {}
  const flaws: Record<FieldId, string> = {}
  for (const input of inputs) {
    if (input.from === 'connection') continue
    const text = typed[input.id]
    if (text === undefined && input.from === 'known') {
      values[input.id] = input.value
      continue
    }
    const isSwitch = input.dataType.kind === 'boolean' && !input.dataType.list
    const read = readTyped(text ?? (isSwitch ? 'false' : ''), input)
    if ('flaw' in read) flaws[input.id] = read.flaw
    else values[input.id] = read.value
  }
  return { inputs: values, flaws }
}
