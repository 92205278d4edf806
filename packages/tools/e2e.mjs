import { binOf } from './commands/bins.mjs'
import { buildApps } from './commands/build.mjs'
import { root } from './commands/root.mjs'
import { runCommand } from './commands/run-command.mjs'

/**
 * `npm run e2e`: builds what has changed, makes sure that a browser is there, and runs the browser tests; what else is
 * given goes to Playwright. `-- --screens` takes pictures of every screen into test-results/screens instead.
 */
process.exitCode = await runBrowser(process.argv.slice(2))

/** @param {string[]} args */
async function runBrowser(args) {
  if (!(await buildApps({ root, say: console.log }))) return 1
  const ensure = { command: process.execPath, args: ['packages/tools/ensure-browser.mjs'], cwd: root }
  if ((await runCommand({ ...ensure, aloud: true })).code !== 0) return 1
  const screens = args.includes('--screens')
  const rest = args.filter(arg => arg !== '--screens')
  const playwright = binOf(root, 'playwright', ['test', ...rest])
  const env = { ...playwright.env, ...(screens ? { HOOKWRIGHT_SCREENS: '1' } : {}) }
  return (await runCommand({ ...playwright, env, aloud: true })).code
}
