import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/soak.mjs --minutes N`: runs the server under load for N minutes. The last line is `deliveries N
 * ran N memory N to N MB handles N to N …`.
 */
process.exitCode = await soak()

async function soak() {
  const { minutes } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } }).values
  if (!/^[1-9]\d{0,2}$/.test(minutes)) {
    console.log(`--minutes is "${minutes}"; give a number from 1 to 999.`)
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  await import('./ensure-wrk.mjs')
  const { runSoak } = await import('./soak/run-soak.mjs')
  return runSoak({ minutes: Number(minutes), say: console.log })
}
