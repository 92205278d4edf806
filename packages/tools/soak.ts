import { parseArgs } from 'node:util'
import { main as ensureWrk } from './ensure-wrk.ts'
import { runSoak } from './soak/run-soak.ts'

/**
 * `node packages/tools/run.mjs soak --minutes N`: runs the server under load for N minutes. The last line is `deliveries N
 * ran N memory N to N MB handles N to N …`.
 */
export async function main() {
  const { minutes } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } }).values
  if (!/^[1-9]\d{0,2}$/.test(minutes)) {
    console.log(`--minutes is "${minutes}"; give a number from 1 to 999.`)
    return 1
  }
  if ((await ensureWrk()) !== 0) return 1
  return runSoak({ minutes: Number(minutes), say: console.log })
}
