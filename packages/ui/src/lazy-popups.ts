import { lazyPart } from './lazy.ts'

/** Module of all popups, loaded after the first render. */
export const lazyPopups = lazyPart(() => import('./popups.ts'))
