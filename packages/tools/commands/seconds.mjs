/**
 * Formats a duration.
 *
 * @param {number} ms in milliseconds
 * @returns {string} such as `1.4 s`
 */
export function secondsOf(ms) {
  return `${(ms / 1000).toFixed(1)} s`
}
