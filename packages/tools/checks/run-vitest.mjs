import { binOf } from '../commands/bins.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { trust } from './count.mjs'
import { countVitest } from './count-vitest.mjs'
import { withReport } from './with-report.mjs'

/**
 * Runs the Vitest suites of the repository, showing them as they go.
 *
 * @param {string} root the repository's folder
 * @param {'usual' | 'long'} [wanted] the suites of `npm test`, or those named `*.long.test.ts`
 * @returns {Promise<import('./count.mjs').Count>}
 */
export async function runVitest(root, wanted = 'usual') {
  const { code, count } = await withReport(async file => {
    const vitest = binOf(root, 'vitest', [
      'run',
      `--config=packages/tools/checks/${configs[wanted]}`,
      `--root=${root}`,
      '--exclude=**/{dist,drizzle,.hookwright}/**',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`
    ])
    return (await runCommand({ ...vitest, aloud: true })).code
  }, countVitest)
  return trust({ runner: 'Vitest', code, count })
}

const configs = { usual: 'all-tests.config.ts', long: 'long-suites.config.ts' }
