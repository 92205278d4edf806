import { late } from './late.ts'

/** Module of all popups, loaded late. */
export const latePopups = late(() => import('./popups.ts'))
