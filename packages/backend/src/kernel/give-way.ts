import type { Outside } from './outside.ts'

/** Resolves when others have had their turn: for between two parts of what would keep them waiting as a whole. */
export const giveWay = (outside: Pick<Outside, 'soon'>): Promise<void> =>
  new Promise(resolve => {
    outside.soon(resolve)
  })
