import type { Effects } from './effects.ts'

/** Resolves in a later turn of the event loop, between two parts of long work. */
export const yieldToEventLoop = (effects: Pick<Effects, 'soon'>): Promise<void> =>
  new Promise(resolve => {
    effects.soon(resolve)
  })
