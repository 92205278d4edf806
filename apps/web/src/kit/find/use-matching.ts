import { late, useLate } from '@hookwright/ui'
import { type Matching, plainMatching } from './matching.ts'

const lateMatching = late(() => import('./best-matching.ts'))

/** How a page that is searched finds things. It comes late, as who searches has touched the page before. */
export const useMatching = (sought: string): Matching =>
  useLate(lateMatching, sought.trim() !== '')?.bestMatching ?? plainMatching
