import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/** `node packages/tools/checker.mjs`: tests that the history checker finds bugs injected into a real server. */
process.exitCode = await checker()

async function checker() {
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runChecker } = await import('./checker/run-checker.mjs')
  return runChecker({ say: console.log })
}
