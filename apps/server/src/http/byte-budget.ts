/** Limit for the total size of request bodies in memory, across all routes. */
export interface ByteBudget {
  /** Returns true if the budget is used up. */
  isSpent: () => boolean
  /**
   * Reserves bytes, even beyond the budget. Returns false if the total now exceeds it; the bytes must be
   * released in both cases.
   */
  hold: (bytes: number) => boolean
  release: (bytes: number) => void
}

export const createByteBudget = (most: number): ByteBudget => {
  let held = 0
  return {
    isSpent: () => held >= most,
    hold: bytes => {
      held += bytes
      return held <= most
    },
    release: bytes => {
      held -= bytes
    }
  }
}
