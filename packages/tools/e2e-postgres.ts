import { startServer } from '@hookwright/store/postgres/testing/start'
import { requireCleanRun } from './checks/count.mjs'
import { countPlaywright } from './checks/count-playwright.mjs'
import { withReport } from './checks/with-report.mjs'
import { binOf } from './commands/bins.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

/** Maximum number of connections: two servers for each test that is running or ending. */
const mostConnections = 400

/**
 * Runs the browser tests on a PostgreSQL server, which is stopped afterwards. Passes its arguments to
 * Playwright. Prints the numbers of passed, failed and not applicable tests at the end.
 */
export async function main(): Promise<number> {
  const postgres = await startServer({ mostConnections })
  try {
    const { code, count } = await withReport(async file => {
      const playwright = binOf(root, 'playwright', ['test', ...process.argv.slice(2), '--reporter=list,json'])
      const env = {
        ...playwright.env,
        HOOKWRIGHT_E2E_POSTGRES: postgres.urlOf('postgres'),
        PLAYWRIGHT_JSON_OUTPUT_FILE: file
      }
      return (await runCommand({ ...playwright, env, aloud: true })).code
    }, countPlaywright)
    const {
      passed,
      failed,
      notApplicable = 0,
      sentences
    } = requireCleanRun({ runner: 'Playwright', code, count })
    const sum = `On two servers: ${passed} passed, ${failed} failed, ${notApplicable} not applicable.`
    console.log(['', ...sentences, sum].join('\n'))
    return failed > 0 ? 1 : 0
  } finally {
    await postgres.stop()
  }
}
