import { late } from './late.ts'

/** What opens over a page. */
export const latePopups = late(() => import('./popups.ts'))
