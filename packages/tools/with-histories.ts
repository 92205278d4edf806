import { parseArgs } from 'node:util'
import { root } from './commands/root.mjs'
import { runWithHistories } from './history/run-with-histories.ts'

/**
 * `node packages/tools/run.mjs with-histories WORKSPACE`: runs the long tests of a workspace and judges their histories.
 */
export async function main() {
  const [workspace] = parseArgs({ allowPositionals: true }).positionals
  if (workspace === undefined) {
    console.log('Name a workspace, such as packages/backend.')
    return 1
  }
  return runWithHistories({ root, workspace, say: console.log })
}
