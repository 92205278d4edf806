import { Fault } from '@hookwright/model'
import { misfitOf, type Scope } from '../bindings.ts'
import type { PlannedCard, PlannedInput } from '../prepare-flows.ts'

/** The value of one input; throws `card.input-type` or `card.input-missing` with the names that the screen shows. */
export const readInput = (planned: PlannedCard, input: PlannedInput, scope: Scope): unknown => {
  const read = input.read?.(scope)
  if (read !== undefined && !read.ok) throw misfitOf({ card: planned.name, field: input.label }, read)
  const value = read?.value ?? null
  if (value === null && input.required)
    throw new Fault('card.input-missing', { card: planned.name, field: input.label })
  return value
}

/** The values of some inputs by their ids, read in their order; throws as {@link readInput}. */
export const readInputs = (
  planned: PlannedCard,
  inputs: PlannedInput[],
  scope: Scope
): Record<string, unknown> => {
  const values: Record<string, unknown> = {}
  for (const input of inputs) values[input.id] = readInput(planned, input, scope)
  return values
}
