import { parseArgs } from 'node:util'
import { prepare } from './commands/prepare.mjs'
import { root } from './commands/root.mjs'

/**
 * `npm run crash -- --kills N [--seed N]`: kills the server N times under load and checks the results. The last line is
 * `acked N lost N doubled N`.
 */
process.exitCode = await crash()

async function crash() {
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
  if (!(await prepare({ root, say: console.log }))) return 1
  const { runCrash } = await import('./crash/run-crash.mjs')
  return runCrash({ kills: Number(kills), seed: Number(seed), say: console.log })
}
