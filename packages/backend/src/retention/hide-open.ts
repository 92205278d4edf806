import type { Millis } from '@hookwright/model'
import type { Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/**
 * Hides the values in open deliveries that new rules redact, while their runs still need these values.
 * Resolves when the values of these deliveries and runs can be neither viewed nor searched. Ended runs are
 * unchanged (decision 046).
 */
export type HideOpen = () => Promise<void>

/** Pause between two batches, so that new deliveries take precedence. */
const PAUSE: Millis = 5

export const createHideOpen =
  ({ store, effects }: { store: Pick<Store, 'keeping'>; effects: Pick<Effects, 'after'> }): HideOpen =>
  async () => {
    for (let after: string | null = null; ; ) {
      const { next } = await store.keeping.markDue(after)
      if (next === null) return
      after = next
      await new Promise<void>(resolve => effects.after(PAUSE, resolve))
    }
  }
