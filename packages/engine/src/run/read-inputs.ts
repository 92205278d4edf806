import {
  attachConversionErrors,
  type Coerced,
  type ConversionErrors,
  conversionErrorOf,
  Fault
} from '@hookwright/model'
import type { Scope } from '../card/bindings.ts'
import { misfitOf } from '../card/misfit.ts'
import type { PlannedCard, PlannedInput } from './prepare-flows.ts'

/**
 * Reads an input.
 * @throws `card.input-type`, `card.output-type` or `card.input-missing`, with the displayed names
 */
export const readInput = (planned: PlannedCard, input: PlannedInput, scope: Scope): unknown =>
  valueFor(planned, input, input.read?.(scope))

const valueFor = (planned: PlannedCard, input: PlannedInput, read: Coerced | undefined): unknown => {
  if (read !== undefined && !read.ok)
    throw misfitOf({ card: planned.name, field: input.label }, read, planned.names)
  const value = read?.value ?? null
  if (value === null && input.required)
    throw new Fault('card.input-missing', { card: planned.name, field: input.label })
  return value
}

/**
 * Reads several inputs in order and returns their values by id. Throws like {@link readInput}. For an input
 * with `keepsErrors`, a value of the wrong type becomes null and its error is attached to the values.
 */
export const readInputs = (
  planned: PlannedCard,
  inputs: PlannedInput[],
  scope: Scope
): Record<string, unknown> => {
  const values: Record<string, unknown> = {}
  let errors: ConversionErrors | null = null
  for (const input of inputs) {
    const read = input.read?.(scope)
    if (input.keepsErrors && read?.ok === false) {
      values[input.id] = null
      errors ??= {}
      errors[input.id] = conversionErrorOf(input.label, read)
    } else values[input.id] = valueFor(planned, input, read)
  }
  return errors === null ? values : attachConversionErrors(values, errors)
}
