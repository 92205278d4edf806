import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/slow.mjs`: runs the server with slow senders and oversized bodies. The last line is `deliveries
 * N refused N p99 N ms …`.
 */
process.exitCode = await slow()

async function slow() {
  if (!(await prepare({ root, say: console.log }))) return 1
  await import('./ensure-wrk.mjs')
  const { runSlow } = await import('./slow/run-slow.mjs')
  return runSlow({ say: console.log })
}
