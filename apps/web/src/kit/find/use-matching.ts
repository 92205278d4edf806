import { late, useLate } from '@hookwright/ui'
import { type Matching, plainMatching } from './matching.ts'

const lateMatching = late(() => import('./best-matching.ts'))

/**
 * Returns the search function of a page.
 * The better matching is loaded with the first search; until then plain matching is used.
 */
export const useMatching = (sought: string): Matching =>
  useLate(lateMatching, sought.trim() !== '')?.bestMatching ?? plainMatching
