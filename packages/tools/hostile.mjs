import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/hostile.mjs`: the built server among attackers. The last line says which figures it came to and which
 * goals were reached; the exit code is 1 when one was missed.
 */
process.exitCode = await hostile()

async function hostile() {
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runHostile } = await import('./hostile/run-hostile.mjs')
  return runHostile({ say: console.log })
}
