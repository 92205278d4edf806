import { type Id, MINUTE } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Pauses of work that failed, so that what fails at once is not retried at once. */
export interface Pauses {
  /** Begins a pause of a minute. */
  begin: (id: Id) => void
  has: (id: Id) => boolean
  /** Ends all pauses without a word. */
  clear: () => void
}

/** `ended` is called at the end of each pause. */
export const createPauses = (outside: Pick<Effects, 'after'>, ended: () => void): Pauses => {
  const cancels = new Map<Id, () => void>()
  return {
    begin: id => {
      cancels.get(id)?.()
      const cancel = outside.after(MINUTE, () => {
        cancels.delete(id)
        ended()
      })
      cancels.set(id, cancel)
    },
    has: id => cancels.has(id),
    clear: () => {
      for (const cancel of cancels.values()) cancel()
      cancels.clear()
    }
  }
}
