import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Polls a condition until it is true.
 *
 * @returns false when it did not come to be in time
 */
export async function until(is: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms
  while (!is()) {
    if (performance.now() > end) return false
    await sleep(10)
  }
  return true
}
