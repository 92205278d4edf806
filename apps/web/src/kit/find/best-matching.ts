import { matchSorter } from 'match-sorter'
import type { Matching } from './matching.ts'

/** Finds by how well words fit: the same word, one that begins so, one that has them in it, letters in this order. */
export const bestMatching: Matching = (items, sought, { names, told = [] }) =>
  matchSorter(items, sought, {
    keys: [...names, ...told.map(key => ({ key, threshold: matchSorter.rankings.CONTAINS }))]
  })
