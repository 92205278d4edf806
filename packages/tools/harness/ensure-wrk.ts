import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { aptInstall } from '../commands/apt-install.mjs'

/**
 * Finds `wrk`, and installs it if possible.
 *
 * @returns the path; undefined when it is missing, after printing the reason
 */
export async function ensureWrk(): Promise<string | undefined> {
  if (findWrk() !== undefined) return findWrk()
  if (process.env.WRK_PATH) {
    console.log(`WRK_PATH is ${process.env.WRK_PATH}, where there is no program. Correct it or leave it out.`)
    return undefined
  }
  console.log('wrk, which makes the load, is missing; trying apt-get install wrk.')
  const fault = await aptInstall('wrk')
  if (fault === undefined && findWrk() !== undefined) return findWrk()
  console.log(
    `wrk could not be installed (${fault ?? 'it is not on PATH after that'}). ` +
      'Install it from https://github.com/wg/wrk, or set WRK_PATH to it, and run the command again.'
  )
  return undefined
}

/**
 * Finds `wrk`, the load generator of the benches: at WRK_PATH, otherwise on PATH.
 *
 * @returns the path; undefined when no executable file is found
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
