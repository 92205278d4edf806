import type { Effects } from './effects.ts'

/** Resolves when others have had their turn: for between two parts of what would keep them waiting as a whole. */
export const yieldToEventLoop = (outside: Pick<Effects, 'soon'>): Promise<void> =>
  new Promise(resolve => {
    outside.soon(resolve)
  })
