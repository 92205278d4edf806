import type { Part } from '../checks/parts.mjs'
import { runCommand } from '../commands/run-command.mjs'
import type { LongTest } from './define-long-test.ts'

type Row = Pick<LongTest, 'name' | 'inAll' | 'inFull'>

/**
 * Returns the parts to run from a list of long tests, each in a separate process.
 *
 * @param runner arguments of Node that run one test, before its name
 * @param only name of the only test to run; undefined for all tests
 * @param isFull true to use the options of `--full`, which take longer
 * @returns undefined when no test has that name
 */
export function longParts(
  tests: readonly Row[],
  runner: readonly string[],
  only: string | undefined,
  isFull = false
): Part[] | undefined {
  const chosen = tests.filter(({ name }) => only === undefined || name === only)
  return chosen.length === 0 ? undefined : chosen.map(test => partOf(test, runner, isFull))
}

function partOf({ name, inAll, inFull }: Row, runner: readonly string[], isFull: boolean): Part {
  const numbers = Object.entries(isFull ? { ...inAll, ...inFull } : inAll)
  const args = [...runner, name, ...numbers.flatMap(([option, number]) => [`--${option}`, `${number}`])]
  return {
    name,
    run: async root => {
      const { code } = await runCommand({ command: process.execPath, args, cwd: root, aloud: true })
      return code === 0
        ? { passed: 1, failed: 0, sentences: [] }
        : { passed: 0, failed: 1, sentences: [`Failed with code ${code}; see above.`] }
    }
  }
}
