import { parseArgs } from 'node:util'
import { longTests, partsOf } from './checks/long-tests.ts'
import { runChecks } from './checks/run-checks.mjs'
import { lineOf } from './checks/run-parts.mjs'

/** `npm run test:long [-- --only NAME] [--full]`: runs the tests that take minutes; with `--full` some take an hour. */
export async function main() {
  const { only, full } = parseArgs({
    options: { only: { type: 'string' }, full: { type: 'boolean' } }
  }).values
  const parts = partsOf(longTests, only, full)
  if (parts !== undefined) return runChecks(parts)
  console.log(`There is no long test "${only}". There are: ${longTests.map(({ name }) => name).join(', ')}.`)
  console.log(lineOf({ passed: 0, failed: 1 }))
  return 1
}
