import { HOUR, SECOND } from '@hookwright/model'
import { DEDUP_KEY_LIFETIME, type Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Number of keys to delete per transaction. Small enough not to delay deliveries. */
const BITE = 500

/**
 * Deletes dedup keys of deliveries and records older than a week, hourly and in small batches.
 * Returns a function that stops it.
 */
export const sweepKeys = ({ store, effects }: { store: Store; effects: Effects }): (() => void) => {
  let cancel = (): void => {}
  let stopped = false

  const bite = async (): Promise<void> => {
    const forgotten = await store.deliveries
      .forgetKeys(effects.clock() - DEDUP_KEY_LIFETIME, BITE)
      .catch(() => 0)
    if (!stopped) rest(forgotten < BITE ? HOUR : SECOND)
  }
  const rest = (time: number): void => {
    cancel = effects.after(time, bite)
  }

  rest(SECOND)
  return () => {
    stopped = true
    cancel()
  }
}
