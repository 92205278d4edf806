import { startServer } from '@hookwright/store/postgres/testing/start'
import { binOf } from './commands/bins.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

/** Connections of two servers for each of the tests that run or end at the same time. */
const mostConnections = 400

/** Runs the browser tests on a PostgreSQL server, which is stopped afterwards, with these arguments for Playwright. */
export async function main(): Promise<number> {
  const postgres = await startServer({ mostConnections })
  try {
    const playwright = binOf(root, 'playwright', ['test', ...process.argv.slice(2)])
    const env = { ...playwright.env, HOOKWRIGHT_E2E_POSTGRES: postgres.urlOf('postgres') }
    return (await runCommand({ ...playwright, env, aloud: true })).code
  } finally {
    await postgres.stop()
  }
}
