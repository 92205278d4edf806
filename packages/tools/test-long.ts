import { parseArgs } from 'node:util'
import { lineOf, runParts } from './checks/run-parts.mjs'
import { root } from './commands/root.mjs'
import { longParts } from './long-tests/long-parts.ts'
import { longTests } from './long-tests/long-tests.ts'

/**
 * Runs the tests that take minutes: `npm run test:long [-- --only NAME] [--full]`. With `--full`, some take
 * an hour. `-- --list` prints the claim that each test proves.
 */
export async function main() {
  const { only, full, list } = parseArgs({
    options: { only: { type: 'string' }, full: { type: 'boolean' }, list: { type: 'boolean' } }
  }).values
  if (list) {
    for (const { name, proves } of longTests) console.log(`${name}: ${proves}`)
    return 0
  }
  const parts = longParts(longTests, ['packages/tools/run.mjs', 'long-test'], only, full)
  if (parts !== undefined) return runParts({ parts, root, say: console.log })
  console.log(`There is no long test "${only}". There are: ${longTests.map(({ name }) => name).join(', ')}.`)
  console.log(lineOf({ passed: 0, failed: 1 }))
  return 1
}
