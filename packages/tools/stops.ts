import { parseArgs } from 'node:util'
import { runStops } from './stops/run-stops.ts'

/**
 * `node packages/tools/run.mjs stops [--stops N] [--seed N]`: stops a server under load and looks for deliveries that it
 * lost or cut off.
 */
export async function main() {
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
  return runStops({ stops: Number(stops), seed: Number(seed), say: console.log })
}
