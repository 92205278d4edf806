import type { Effects } from './effects.ts'

/** Resolves in a later turn of the event loop, between two parts of long work. */
export const yieldToEventLoop = (outside: Pick<Effects, 'soon'>): Promise<void> =>
  new Promise(resolve => {
    outside.soon(resolve)
  })
