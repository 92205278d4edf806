import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Polls a condition until it is true.
 *
 * @param {() => boolean} is
 * @param {number} ms
 * @returns {Promise<boolean>} false when it did not come to be in time
 */
export async function until(is, ms) {
  const end = performance.now() + ms
  while (!is()) {
    if (performance.now() > end) return false
    await sleep(10)
  }
  return true
}
