import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `node packages/tools/stops.mjs [--stops N] [--seed N]`: stops a server under load and looks for deliveries that it
 * lost or cut off.
 */
process.exitCode = await stops()

async function stops() {
  const { stops, seed } = parseArgs({
    options: {
      stops: { type: 'string', default: '50' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) }
    }
  }).values
  if (!/^[1-9]\d{0,2}$/.test(stops) || !/^\d{1,9}$/.test(seed)) {
    console.log(`--stops is "${stops}" and --seed is "${seed}"; give a number from 1 to 999, and any number.`)
    return 1
  }
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runStops } = await import('./stops/run-stops.mjs')
  return runStops({ stops: Number(stops), seed: Number(seed), say: console.log })
}
