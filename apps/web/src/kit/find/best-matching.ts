import { matchSorter } from 'match-sorter'
import type { Matching } from './matching.ts'

/** Matches fuzzily: equal words first, then prefixes, substrings, and letters in this order. */
export const bestMatching: Matching = (items, sought, { names, details = [] }) =>
  matchSorter(items, sought, {
    keys: [...names, ...details.map(key => ({ key, threshold: matchSorter.rankings.CONTAINS }))]
  })
