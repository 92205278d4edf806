import type { Sought } from '@hookwright/model'
import { folded } from './texts.ts'

/** Characters that JSON and forms do not escape: ASCII letters and digits, and separators in ids. */
const plain = /[A-Za-z0-9_.-]{3,}/g

/** A whole number as every JSON writer writes it. */
const wholeNumber = /^-?\d{1,15}$/

/** Parts of a text that must stand in it for the sought to be found there; none when nothing is known. */
const needlesOf = (sought: Sought): string[] => {
  if ('text' in sought) return [sought.text]
  const names = sought.path.filter(part => typeof part === 'string')
  const isNumber = Number.isFinite(Number(sought.value))
  const value = isNumber && !wholeNumber.test(sought.value) ? [] : [sought.value]
  return [...names, ...value].flatMap(text => text.match(plain) ?? [])
}

/** Every three characters in a row. */
const threes = (text: string): string[] => {
  const characters = Array.from(text)
  return characters.slice(2).map((last, at) => `${characters[at]}${characters[at + 1]}${last}`)
}

/** Zero ends a text for the index. */
export const withoutZeros = (text: string): string => text.replaceAll('\0', ' ')

/**
 * Builds the index query for texts that hold every three consecutive characters of the search terms. They include all
 * matches, and a few more. Null when it is too short to be found by the index.
 */
export const sieveOf = (sought: Sought[]): string | null => {
  const parts = new Set(sought.flatMap(needlesOf).flatMap(text => threes(withoutZeros(folded(text)))))
  return parts.size === 0 ? null : [...parts].map(part => `"${part.replaceAll('"', '""')}"`).join(' AND ')
}
