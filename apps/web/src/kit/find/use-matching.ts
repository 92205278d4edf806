import { lazyPart, useLazy } from '@hookwright/ui'
import { type Matching, plainMatching } from './matching.ts'

const lazyMatching = lazyPart(() => import('./best-matching.ts'))

/**
 * Returns the search function of a page: `bestMatching`, which is loaded on the first search, and
 * `plainMatching` until then.
 */
export const useMatching = (sought: string): Matching =>
  useLazy(lazyMatching, sought.trim() !== '')?.bestMatching ?? plainMatching
