import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/with-histories.mjs WORKSPACE`: runs the long tests of a workspace and judges their histories.
 */
process.exitCode = await withHistories()

async function withHistories() {
  const [workspace] = parseArgs({ allowPositionals: true }).positionals
  if (workspace === undefined) {
    console.log('Name a workspace, such as packages/backend.')
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runWithHistories } = await import('./history/run-with-histories.mjs')
  return runWithHistories({ root, workspace, say: console.log })
}
