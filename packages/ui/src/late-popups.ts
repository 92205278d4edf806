import { late } from './late.ts'

/** Module of all popups, loaded after the first render. */
export const latePopups = late(() => import('./popups.ts'))
