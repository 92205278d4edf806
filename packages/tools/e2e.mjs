import { binOf } from './commands/bins.mjs'
import { buildApps } from './commands/build.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

/**
 * Environment variables for playwright.config.ts, by argument of this script.
 *
 * @type {Record<string, Record<string, string>>}
 */
const variables = {
  '--screens': { HOOKWRIGHT_SCREENS: '1' },
  '--usual': { HOOKWRIGHT_BROWSER_TESTS: 'usual' },
  '--long': { HOOKWRIGHT_BROWSER_TESTS: 'long' }
}

/**
 * `npm run e2e`: builds the changed apps, ensures a browser, and runs all browser tests. `-- --usual` runs those of
 * `npm test`, `-- --long` the others, which are tagged `@long`. `-- --postgres` runs each on two servers on a PostgreSQL
 * database, behind a proxy that sends every request to the next of them. Other arguments go to Playwright. `-- --screens`
 * captures every screen into test-results/screens instead.
 */
process.exitCode = await runBrowser(process.argv.slice(2))

/** @param {string[]} args */
async function runBrowser(args) {
  if (!(await buildApps({ root, say: console.log }))) return 1
  const ensure = { command: process.execPath, args: ['packages/tools/run.mjs', 'ensure-browser'], cwd: root }
  if ((await runCommand({ ...ensure, aloud: true })).code !== 0) return 1
  const rest = args.filter(arg => !(arg in variables) && arg !== '--postgres')
  const playwright = binOf(root, 'playwright', ['test', ...rest])
  const env = Object.assign({ HOOKWRIGHT_BROWSER_TESTS: 'all' }, ...args.map(arg => variables[arg]))
  const command = args.includes('--postgres')
    ? { command: process.execPath, args: ['packages/tools/run.mjs', 'e2e-postgres', ...rest], cwd: root, env }
    : { ...playwright, env: { ...playwright.env, ...env } }
  return (await runCommand({ ...command, aloud: true })).code
}
