import { matchSorter } from 'match-sorter'
import type { Matching } from './matching.ts'

/**
 * Fuzzy search. Equal words rank first, then prefixes, substrings, and words that contain the letters in this
 * order.
 */
export const bestMatching: Matching = (items, sought, { names, details = [] }) =>
  matchSorter(items, sought, {
    keys: [...names, ...details.map(key => ({ key, threshold: matchSorter.rankings.CONTAINS }))]
  })
