import type { ByteBudget } from '../http/byte-budget.ts'

/** Limits concurrent requests and the bytes of their bodies, until they are written. */
export interface Intake {
  /** Takes one in; false when there are too many. */
  enter: () => boolean
  /** More of a body has come; false when that is too much for all of them together. */
  hold: (bytes: number) => boolean
  /** One is answered: its place, and what it held, are free again. */
  leave: (held: number) => void
  /** Resolves when none is inside. */
  empty: () => Promise<void>
}

/** Room for so many requests, and for as many bytes of bodies as a budget has that others may share. */
export const createIntake = (most: { requests: number; budget: ByteBudget }): Intake => {
  const { budget } = most
  let requests = 0
  let emptied: (() => void)[] = []
  return {
    enter: () => {
      if (requests >= most.requests || budget.isSpent()) return false
      requests++
      return true
    },
    hold: budget.hold,
    leave: held => {
      requests--
      budget.release(held)
      if (requests > 0) return
      for (const tell of emptied) tell()
      emptied = []
    },
    empty: () =>
      requests === 0
        ? Promise.resolve()
        : new Promise(resolve => {
            emptied.push(resolve)
          })
  }
}
