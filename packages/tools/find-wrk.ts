import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * Finds `wrk`, the load generator of the benches: at WRK_PATH, otherwise on PATH.
 *
 * @returns its path; undefined when there is none that may be run
 */
export function findWrk(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.WRK_PATH) return isProgram(env.WRK_PATH) ? env.WRK_PATH : undefined
  return (env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'wrk'))
    .find(isProgram)
}

function isProgram(path: string) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
