import {
  type Binding,
  type Coerced,
  coerce,
  conversionErrorAt,
  isNothing,
  type Pill,
  type ValueType,
  valueAt
} from '@hookwright/model'
import { type TextEncoding, textReaderOf } from './text-template.ts'

/** Outputs of the cards that have already run, by card id. */
export type Scope = Map<string, Record<string, unknown>>

/** Compiled binding: a function that reads the bound value from a scope. Never throws. */
export type Reader = (scope: Scope) => Coerced

const readPill = ({ card, field, path }: Pill, scope: Scope, type: ValueType): Coerced => {
  const outputs = scope.get(card)
  if (outputs === undefined || !Object.hasOwn(outputs, field)) return nothing
  const value = valueAt(outputs[field], path)
  const error = isNothing(value) ? conversionErrorAt(outputs, [field, ...path]) : null
  if (error === null) {
    const read = coerce(value, type)
    return read.ok ? read : { ...read, from: { card, field, path } }
  }
  return { ok: false, found: error.found, wanted: error.wanted, place: error.place, output: { card, error } }
}

const nothing: Coerced = { ok: true, value: null }

/**
 * Compiles a binding into a function that can be called many times. The function returns a value of the
 * wanted type or, if the value does not fit, the name of its actual type. A missing value is read as null, or
 * as empty text inside a text.
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
