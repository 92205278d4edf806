import { shortened } from '../kernel/cut-text.ts'
import type { ReceivingProblem } from './problem.ts'
import type { Comparison, Condition } from './receiving.ts'
import { type Atom, type AtomKind, parseTemplate } from './template.ts'

/** Kind of field in the rules that contains a template. Determines the allowed template parts. */
export type Place = 'content' | 'also' | 'handshake' | 'answer' | 'event' | 'record'

/**
 * Template parts that are allowed only in some fields. Other parts are allowed everywhere except in a record
 * id.
 */
const placesOf: Partial<Record<AtomKind, readonly Place[]>> = {
  sig: ['content', 'also'],
  jwt: ['also'],
  key: ['handshake', 'answer'],
  item: ['record']
}

type Path = ReceivingProblem['path']

export const isKeyed = ({ filters }: Atom): boolean =>
  filters.some(({ filter }) => filter.startsWith('hmac-'))

const atomProblemOf = (atom: Atom, place: Place, hasKey: boolean): string | null => {
  const places = placesOf[atom.kind]
  const named = `{${shortened(`${atom.kind}${atom.name === '' ? '' : `.${atom.name}`}`)}}`
  if (places !== undefined && !places.includes(place))
    return `${named} cannot be used here, only in ${
      atom.kind === 'item' ? 'the record id' : atom.kind === 'key' ? 'a handshake' : 'a signature'
    }.`
  if (place === 'record' && atom.kind !== 'item')
    return `${named} is the same for each record of a delivery. Use {item.name}.`
  if (isKeyed(atom) && !hasKey) return 'This filter needs a key. Choose a key for the handshake.'
  if (atom.kind === 'key' && !hasKey) return 'There is no key to compare. Choose a key for the handshake.'
  if (atom.kind === 'key' && place === 'answer')
    return 'A response must not contain the key itself. Use a filter such as hmac-sha256-hex.'
  return null
}

/** Returns the problems of a template in a field of this kind. */
export const problemsOfText = (
  text: string,
  path: Path,
  place: Place,
  hasKey = false
): ReceivingProblem[] => {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return [{ path, message: parsed.message }]
  return parsed.parts.flatMap(part => {
    const message = typeof part === 'string' ? null : atomProblemOf(part, place, hasKey)
    return message === null ? [] : [{ path, message }]
  })
}

/** Returns the request parts in a template; empty for an invalid template. */
export const atomsOf = (text: string): Atom[] => {
  const parsed = parseTemplate(text)
  return parsed.ok ? parsed.parts.filter(part => typeof part !== 'string') : []
}

export const problemsOfComparisons = (
  comparisons: readonly Comparison[],
  path: Path,
  place: Place,
  hasKey = false
): ReceivingProblem[] =>
  comparisons.flatMap(({ left, right }, index) => [
    ...problemsOfText(left, [...path, index, 'left'], place, hasKey),
    ...problemsOfText(right, [...path, index, 'right'], place, hasKey),
    ...(atomsOf(left).length + atomsOf(right).length === 0
      ? [
          {
            path: [...path, index],
            message: 'At least one of the two values must contain a part of the request, such as {json.id}.'
          }
        ]
      : [])
  ])

/** Condition types that require a text. */
const needsText: readonly Condition['is'][] = ['contains', 'starts-with', 'one-of']

export const problemsOfConditions = (conditions: readonly Condition[], path: Path): ReceivingProblem[] =>
  conditions.flatMap(({ of, is, text }, index) => [
    ...(needsText.includes(is) && text.trim() === ''
      ? [{ path: [...path, index, 'text'], message: 'Enter the text to look for.' }]
      : []),
    ...problemsOfText(of, [...path, index, 'of'], 'event'),
    ...(atomsOf(of).length === 0
      ? [
          {
            path: [...path, index, 'of'],
            message: 'Enter the part to check, such as {json.type} or {header.Name}.'
          }
        ]
      : [])
  ])
