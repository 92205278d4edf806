import { type Id, MINUTE } from '@hookwright/model'
import type { Effects } from '../kernel/effects.ts'

/** Pauses before failed work is retried, keyed by the id of the work. */
export interface Pauses {
  /** Begins a pause of one minute. */
  begin: (id: Id) => void
  has: (id: Id) => boolean
  /** Cancels all pauses without calling `ended`. */
  clear: () => void
}

/** Creates the pauses. `ended` is called at the end of each pause. */
export const createPauses = (effects: Pick<Effects, 'after'>, ended: () => void): Pauses => {
  const cancels = new Map<Id, () => void>()
  return {
    begin: id => {
      cancels.get(id)?.()
      const cancel = effects.after(MINUTE, () => {
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
