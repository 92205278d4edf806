import { parseArgs } from 'node:util'
import { benches } from './bench/benches.ts'
import { withHarness } from './harness/harness.ts'

/**
 * Compares the product with a minimal reference that does the same work: `npm run bench`. `-- --only NAME`
 * runs one bench. `-- --profile FOLDER` writes a CPU profile of the product there, which slows the product
 * down. `-- --only versions --before COMMIT` compares the product with an earlier commit.
 */
export async function main() {
  const { only, profile, before } = parseArgs({
    options: {
      only: { type: 'string' },
      profile: { type: 'string' },
      before: { type: 'string' }
    }
  }).values
  const chosen = benches.filter(({ name, of, named }) =>
    only === undefined ? !named : name === only || of === only
  )
  if (chosen.length === 0) {
    console.error(`--only is "${only}"; give one of ${benches.map(({ name }) => name).join(', ')}.`)
    return 1
  }
  let code = 0
  for (const { needs, load } of chosen) {
    const { bench } = await load()
    // A copy would take over the signals, which not every bench passes on.
    const run = await withHarness(needs, harness => bench(Object.assign(harness, { profile, before })))
    code = Math.max(code, run)
  }
  return code
}
