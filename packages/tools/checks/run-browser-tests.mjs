import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { binOf } from '../commands/bins.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { requireCleanRun } from './count.mjs'
import { countPlaywright } from './count-playwright.mjs'
import { readInputHashes } from './input-hashes.mjs'
import { keepCounts, keptText, readKept } from './kept-counts.mjs'
import { withReport } from './with-report.mjs'

/**
 * Runs the browser tests of apps/e2e, if any; downloads a browser if none is found.
 *
 * @param {string} root the repository's folder
 * @param {'usual' | 'full' | 'long'} [wanted] which of them, as in chosen-tests.ts
 * @returns {Promise<import('./count.mjs').Count>}
 */
export async function runBrowserTests(root, wanted = 'usual') {
  if (!(await hasSpecs(join(root, 'apps/e2e')))) {
    const sentence = 'There is no browser test yet (no *.spec.ts in apps/e2e), so no browser was started.'
    return { passed: 0, failed: 0, sentences: [sentence] }
  }
  const ensure = { command: process.execPath, args: ['packages/tools/run.mjs', 'ensure-browser'], cwd: root }
  if ((await runCommand({ ...ensure, aloud: true })).code !== 0) {
    const sentence = 'No browser could be had (see above), so the browser tests count as one failure.'
    return { passed: 0, failed: 1, sentences: [sentence] }
  }
  const { code, count } = await withReport(async file => {
    const playwright = binOf(root, 'playwright', ['test', '--reporter=list,json'])
    const env = { ...playwright.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file, HOOKWRIGHT_BROWSER_TESTS: wanted }
    return (await runCommand({ ...playwright, env, aloud: true })).code
  }, countPlaywright)
  return requireCleanRun({ runner: 'Playwright', code, count })
}

/**
 * Runs the browser tests of `npm test` unless the apps and the tests are unchanged since they passed.
 *
 * @param {string} root the repository's folder
 * @returns {Promise<import('./count.mjs').Count & { output?: string }>}
 */
export async function runChangedBrowserTests(root) {
  const [inputs] = (await readInputHashes(root, 'browser')) ?? []
  if (inputs === undefined) return runBrowserTests(root)
  const kept = await readKept(root, inputs)
  if (kept !== undefined) {
    return { passed: kept, failed: 0, sentences: [], output: keptText([{ ...inputs, passed: kept }]) }
  }
  const count = await runBrowserTests(root)
  // A sentence names a test that passed only when it was retried.
  if (count.failed === 0 && count.sentences.length === 0) {
    await keepCounts(root, 'browser', [{ ...inputs, passed: count.passed }])
  }
  return count
}

/** @param {string} folder */
async function hasSpecs(folder) {
  try {
    const files = await readdir(folder, { recursive: true })
    return files.some(file => file.endsWith('.spec.ts') && !file.includes('node_modules'))
  } catch {
    return false
  }
}
