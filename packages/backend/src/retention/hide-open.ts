import type { Millis } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/**
 * Hides what the rules in force take out of deliveries that are open and came before them, for as long as their runs need
 * it. Resolves once these deliveries and their open runs neither show it nor are found by it; a run that has ended is left
 * as it is (decision 046).
 */
export type HideOpen = () => Promise<void>

/** Pause between two batches, so that new deliveries go first. */
const PAUSE: Millis = 5

export const createHideOpen =
  ({ store, outside }: { store: Pick<Store, 'keeping'>; outside: Pick<Effects, 'after'> }): HideOpen =>
  async () => {
    for (let after: string | null = null; ; ) {
      const { next } = await store.keeping.markDue(after)
      if (next === null) return
      after = next
      await new Promise<void>(resolve => outside.after(PAUSE, resolve))
    }
  }
