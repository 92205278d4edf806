import { type Binding, type Card, isNothing } from '@hookwright/model'
import type { Canvas } from '../canvas.ts'

const isEmpty = (binding: Binding | undefined): boolean =>
  binding === undefined || (binding.kind === 'literal' && (isNothing(binding.value) || binding.value === ''))

/** Returns the labels of the inputs that have a value in a card but not in its replacement. */
export const droppedInputs = (canvas: Canvas, before: Card, after: Card): string[] =>
  (canvas.specs.get(before.type)?.ports(before.config, canvas.catalog())?.inputs ?? [])
    .filter(({ id }) => !isEmpty(before.inputs[id]) && after.inputs[id] === undefined)
    .map(({ label }) => label)
