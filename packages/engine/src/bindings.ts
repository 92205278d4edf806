import {
  type Binding,
  type CardId,
  type Coerced,
  coerce,
  conversionErrorAt,
  Fault,
  isNothing,
  type Pill,
  typeWithArticle,
  type ValueType,
  valueAt
} from '@hookwright/model'
import { type TextEncoding, textReaderOf } from './text-template.ts'

/** The outputs of the cards that have run, by card id. */
export type Scope = Map<string, Record<string, unknown>>

/** Reads one binding from a scope. Never throws. */
export type Reader = (scope: Scope) => Coerced

const readPill = ({ card, field, path }: Pill, scope: Scope, type: ValueType): Coerced => {
  const outputs = scope.get(card)
  if (outputs === undefined || !Object.hasOwn(outputs, field)) return nothing
  const value = valueAt(outputs[field], path)
  const error = isNothing(value) ? conversionErrorAt(outputs, [field, ...path]) : null
  if (error === null) return coerce(value, type)
  return { ok: false, found: error.found, wanted: error.wanted, place: error.place, output: { card, error } }
}

const nothing: Coerced = { ok: true, value: null }

/**
 * A binding made ready to be read many times: a pill that leaves its value gives null, in text it gives nothing.
 * The value comes in the wanted type or as a misfit that names what was found.
 */
export const readerOf = (binding: Binding, type: ValueType, encoding?: TextEncoding): Reader => {
  switch (binding.kind) {
    case 'literal': {
      const value = coerce(binding.value, type)
      return () => value
    }
    case 'pill':
      return scope => readPill(binding, scope, type)
    case 'text': {
      const read = textReaderOf(binding.parts, encoding, readPill)
      return scope => {
        const found = read(scope)
        return found.ok ? coerce(found.value, type) : found
      }
    }
  }
}

/** The fault of a binding whose value does not fit its input; `nameOf` names the card that gives an output. */
export const misfitOf = (
  about: { card: string; field: string },
  { found, wanted, place, output }: Extract<Coerced, { ok: false }>,
  nameOf: (card: CardId) => string = card => card
): Fault => {
  const at = place === '' ? '' : ` at “${place}”`
  if (output === undefined)
    return new Fault('card.input-type', { ...about, wanted, found, place: at, ...hintFor(found, wanted) })
  const { card, error } = output
  const source = nameOf(card)
  return new Fault('card.output-type', {
    ...about,
    output: error.label,
    source,
    wanted,
    found: typeWithArticle(found),
    place: at
  })
}

/** Names the card that makes a list of single values, where that is all that is missing. */
const hintFor = (found: string, wanted: string): { hint?: string } =>
  wanted.startsWith('List of') && found !== 'a list'
    ? { hint: ', for example with the card “List Construct”' }
    : {}
