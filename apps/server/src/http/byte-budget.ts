/** Limit on the bytes of request bodies held at a time, on all routes together. */
export interface ByteBudget {
  /** Returns true when there is no room for another byte. */
  isSpent: () => boolean
  /** Reserves bytes. Returns false when they exceed the budget; they must be released in any case. */
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
