import { matchSorter } from 'match-sorter'
import type { Matching } from './matching.ts'

/** Matches fuzzily: equal words first, then prefixes, substrings, and letters in this order. */
export const bestMatching: Matching = (items, sought, { names, told = [] }) =>
  matchSorter(items, sought, {
    keys: [...names, ...told.map(key => ({ key, threshold: matchSorter.rankings.CONTAINS }))]
  })
