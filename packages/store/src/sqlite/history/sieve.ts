import type { Sought } from '@hookwright/model'
import { folded } from './texts.ts'

/** Characters that JSON and forms do not escape: ASCII letters and digits, and separators in ids. */
const plain = /[A-Za-z0-9_.-]{3,}/g

/** Pattern of a whole number as every JSON writer formats it. */
const wholeNumber = /^-?\d{1,15}$/

/**
 * Returns parts of the search term that a matching text must contain; none when nothing is known.
 */
const needlesOf = (sought: Sought): string[] => {
  if ('text' in sought) return [sought.text]
  const names = sought.path.filter(part => typeof part === 'string')
  const isNumber = Number.isFinite(Number(sought.value))
  const value = isNumber && !wholeNumber.test(sought.value) ? [] : [sought.value]
  return [...names, ...value].flatMap(text => text.match(plain) ?? [])
}

/** Returns every three consecutive characters. */
const threes = (text: string): string[] => {
  const characters = Array.from(text)
  return characters.slice(2).map((last, at) => `${characters[at]}${characters[at + 1]}${last}`)
}

/** Removes NUL characters, which end a text for the index. */
export const withoutZeros = (text: string): string => text.replaceAll('\0', ' ')

/**
 * Builds the index query for texts that contain all trigrams of the search terms. The result
 * contains all matches and a few more. Null for terms too short for the index.
 */
export const sieveOf = (sought: Sought[]): string | null => {
  const parts = new Set(sought.flatMap(needlesOf).flatMap(text => threes(withoutZeros(folded(text)))))
  return parts.size === 0 ? null : [...parts].map(part => `"${part.replaceAll('"', '""')}"`).join(' AND ')
}
