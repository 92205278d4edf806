import { main as ensureWrk } from './ensure-wrk.ts'
import { runSlow } from './slow/run-slow.ts'

/**
 * `node packages/tools/run.mjs slow`: runs the server with slow senders and oversized bodies. The last line is `deliveries
 * N refused N p99 N ms …`.
 */
export async function main() {
  if ((await ensureWrk()) !== 0) return 1
  return runSlow({ say: console.log })
}
