import { parseArgs } from 'node:util'
import { runCrash } from './crash/run-crash.ts'

/**
 * `npm run crash -- --kills N [--seed N]`: kills the server N times under load and checks the results. The last line is
 * `acked N lost N doubled N`.
 */
export async function main() {
  const { kills, seed } = parseArgs({
    options: {
      kills: { type: 'string', default: '25' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) }
    }
  }).values
  if (!/^[1-9]\d{0,3}$/.test(kills) || !/^\d{1,9}$/.test(seed)) {
    console.log(
      `--kills is "${kills}" and --seed is "${seed}"; give a number from 1 to 9999, and any number.`
    )
    return 1
  }
  return runCrash({ kills: Number(kills), seed: Number(seed), say: console.log })
}
