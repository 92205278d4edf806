import { accessSync, constants, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * Returns a sentence that explains why a data folder cannot be used, or `undefined` when it can. Creates the folder, so that
 * neither of the processes that share it has to complain.
 *
 * @param {string} folder where relative paths begin
 * @param {NodeJS.ProcessEnv} env HOOKWRIGHT_DATA is read
 * @returns {string | undefined}
 */
export function refuseDataFolder(folder, env) {
  const path = resolve(folder, env.HOOKWRIGHT_DATA || '.hookwright')
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    return undefined
  } catch (thrown) {
    const why = thrown instanceof Error && 'code' in thrown ? thrown.code : String(thrown)
    return (
      `The data folder ${path} is not writable (${why}), so Hookwright was not started. ` +
      'Make it writable, or set HOOKWRIGHT_DATA to another folder.'
    )
  }
}
