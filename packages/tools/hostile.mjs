import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/hostile.mjs`: runs the built server under attacks. The last line contains the figures and the
 * reached targets; the exit code is 1 when one is missed.
 */
process.exitCode = await hostile()

async function hostile() {
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runHostile } = await import('./hostile/run-hostile.mjs')
  return runHostile({ say: console.log })
}
