import type { ByteBudget } from '../http/byte-budget.ts'

export type Intake = ReturnType<typeof createIntake>

/**
 * Creates the limit on concurrent requests, with a byte budget for bodies that may be shared with other
 * routes.
 */
export const createIntake = (most: { requests: number; budget: ByteBudget }) => {
  const { budget } = most
  let requests = 0
  let emptied: (() => void)[] = []
  return {
    /** Admits a request. Returns false if there are too many requests or the byte budget is used up. */
    enter: (): boolean => {
      if (requests >= most.requests || budget.isSpent()) return false
      requests++
      return true
    },
    /** Adds received body bytes; returns false when the shared budget is exceeded. */
    hold: budget.hold,
    /** Releases an answered request and its bytes. */
    leave: (held: number): void => {
      requests--
      budget.release(held)
      if (requests > 0) return
      for (const notify of emptied) notify()
      emptied = []
    },
    /** Resolves when no request is in progress. */
    empty: (): Promise<void> =>
      requests === 0
        ? Promise.resolve()
        : new Promise(resolve => {
            emptied.push(resolve)
          })
  }
}
