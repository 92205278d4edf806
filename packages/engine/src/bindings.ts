import {
  type Binding,
  type Coerced,
  coerce,
  Fault,
  one,
  type Pill,
  type ValueType,
  valueAt
} from '@hookwright/model'

/** The outputs of the cards that have run, by card id. */
export type Scope = Map<string, Record<string, unknown>>

/** Reads one binding from a scope. Never throws. */
export type Reader = (scope: Scope) => Coerced

const readPill = (pill: Pill, scope: Scope): unknown => {
  const outputs = scope.get(pill.card)
  if (outputs === undefined || !Object.hasOwn(outputs, pill.field)) return null
  return valueAt(outputs[pill.field], pill.path)
}

const textType = one('text')

/**
 * A binding made ready to be read many times: a pill that leaves its value gives null, in text it gives nothing.
 * The value comes in the wanted type or as a misfit that names what was found.
 */
export const readerOf = (binding: Binding, type: ValueType): Reader => {
  switch (binding.kind) {
    case 'literal': {
      const value = coerce(binding.value, type)
      return () => value
    }
    case 'pill':
      return scope => coerce(readPill(binding, scope), type)
    case 'text': {
      const { parts } = binding
      return scope => {
        let text = ''
        for (const part of parts) {
          if (typeof part === 'string') text += part
          else {
            const piece = coerce(readPill(part, scope), textType)
            if (!piece.ok) return piece
            if (piece.value !== null) text += piece.value
          }
        }
        return coerce(text, type)
      }
    }
  }
}

/** The fault of a binding whose value does not fit the input that it feeds. */
export const misfitOf = (
  about: { card: string; field: string },
  read: Extract<Coerced, { ok: false }>
): Fault =>
  new Fault('card.input-type', {
    ...about,
    wanted: read.wanted,
    found: read.found,
    place: read.place === '' ? '' : ` at “${read.place}”`
  })
