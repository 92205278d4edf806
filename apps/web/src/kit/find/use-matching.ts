import { late, useLate } from '@hookwright/ui'
import { type Matching, plainMatching } from './matching.ts'

const lateMatching = late(() => import('./best-matching.ts'))

/**
 * Returns the search function of a page: `bestMatching`, which is loaded on the first search, and
 * `plainMatching` until then.
 */
export const useMatching = (sought: string): Matching =>
  useLate(lateMatching, sought.trim() !== '')?.bestMatching ?? plainMatching
