import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildApps } from '../commands/build.mjs'
import { endOf } from '../commands/exit-code.mjs'
import { prepare } from '../commands/prepare.mjs'
import { root } from '../commands/root.mjs'

/**
 * Runs a command on the data folder from the build; installs and builds first if there is none.
 *
 * @param {'backup' | 'restore' | 'convert' | 'move' | 'rotate-key'} name
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runDataCommand(name, args) {
  const script = join(root, 'apps/server/dist/copy-data.js')
  if (!existsSync(script)) {
    const given = { root, say: console.log }
    if (!(await prepare(given)) || !(await buildApps(given))) return 1
  }
  return endOf(spawn(process.execPath, [script, name, ...args], { stdio: 'inherit' }))
}
