import { longTests } from './long-tests/long-tests.ts'

/**
 * Runs one long test in this process: `node packages/tools/run.mjs long-test NAME [--OPTION N]`, such as
 * `crash --kills 5`.
 */
export async function main() {
  const [name, ...args] = process.argv.slice(2)
  const found = longTests.find(test => test.name === name)
  if (found !== undefined) return found.run(args)
  console.log(`There is no long test "${name}". There are: ${longTests.map(test => test.name).join(', ')}.`)
  return 1
}
