import { parseArgs } from 'node:util'
import { runDrain } from './drain/run-drain.ts'
import { main as ensureWrk } from './ensure-wrk.ts'

/** `node packages/tools/run.mjs drain --count N`: resumes a flow with N stored deliveries. */
export async function main() {
  const { count } = parseArgs({ options: { count: { type: 'string', default: '100000' } } }).values
  if (!/^[1-9]\d{0,6}$/.test(count)) {
    console.log(`--count is "${count}"; give a number from 1 to 9999999.`)
    return 1
  }
  if ((await ensureWrk()) !== 0) return 1
  return runDrain({ count: Number(count), say: console.log })
}
