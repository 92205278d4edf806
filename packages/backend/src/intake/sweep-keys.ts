import { HOUR, SECOND } from '@hookwright/model'
import { KEYS_LAST, type Store } from '@hookwright/store'
import type { Effects } from '../kernel/effects.ts'

/** Number of keys deleted in one commit, small enough that no delivery waits. */
const BITE = 500

/**
 * Forgets keys of deliveries and records that are older than a week, each hour and in small bites. Returns how to stop
 * that.
 */
export const sweepKeys = ({ store, outside }: { store: Store; outside: Effects }): (() => void) => {
  let cancel = (): void => {}
  let stopped = false

  const bite = async (): Promise<void> => {
    const forgotten = await store.deliveries.forgetKeys(outside.clock() - KEYS_LAST, BITE).catch(() => 0)
    if (!stopped) rest(forgotten < BITE ? HOUR : SECOND)
  }
  const rest = (time: number): void => {
    cancel = outside.after(time, bite)
  }

  rest(SECOND)
  return () => {
    stopped = true
    cancel()
  }
}
