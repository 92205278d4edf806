import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Finds `wrk`, the load generator of the benches: at WRK_PATH, otherwise on PATH.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} its path; undefined when there is none that may be run
 */
export function findWrk(env = process.env) {
  if (env.WRK_PATH) return isProgram(env.WRK_PATH) ? env.WRK_PATH : undefined
  return (env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'wrk'))
    .find(isProgram)
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
