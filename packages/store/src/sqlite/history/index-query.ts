import type { SearchTerm } from '@hookwright/model'
import { needlesOf } from '../../resources/history/needles.ts'
import { folded } from '../../resources/history/searched-texts.ts'

/** Returns the trigrams of a text: every three consecutive characters. */
const threes = (text: string): string[] => {
  const characters = Array.from(text)
  return characters.slice(2).map((last, at) => `${characters[at]}${characters[at + 1]}${last}`)
}

/** Replaces NUL characters by spaces, since the index would end the text at a NUL. */
export const withoutZeros = (text: string): string => text.replaceAll('\0', ' ')

/**
 * Builds the index query for texts that contain all trigrams of the search terms. The query finds all matches
 * and a few false positives. Null for terms too short for the index.
 */
export const indexQueryOf = (sought: SearchTerm[]): string | null => {
  const parts = new Set(sought.flatMap(needlesOf).flatMap(text => threes(withoutZeros(folded(text)))))
  return parts.size === 0 ? null : [...parts].map(part => `"${part.replaceAll('"', '""')}"`).join(' AND ')
}
