import { constants } from 'node:os'

/**
 * Returns the exit code that a shell would report for a process.
 *
 * @param {number | null} code its own exit code, when it had one
 * @param {NodeJS.Signals | null} signal the signal that ended it, when one did
 * @returns {number} the code, or 128 + the signal's number
 */
export function exitCodeOf(code, signal) {
  if (code !== null) return code
  return 128 + (signal === null ? 0 : constants.signals[signal])
}

/**
 * Waits for a process to end.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} its exit code; 127 when it could not be started
 */
export function endOf(child) {
  return new Promise(resolve => {
    child.once('error', () => resolve(127))
    child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)))
  })
}
