import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/** `node packages/tools/copies.mjs`: tests backup, restore and key rotation while events arrive. */
process.exitCode = await copies()

async function copies() {
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runCopies } = await import('./copies/run-copies.mjs')
  return runCopies({ say: console.log })
}
