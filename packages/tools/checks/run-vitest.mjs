import { join } from 'node:path'
import { binOf } from '../commands/bins.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { requireCleanRun } from './count.mjs'
import { countVitest } from './count-vitest.mjs'
import { readInputHashes } from './input-hashes.mjs'
import { keepCounts, keptText, readKept } from './kept-counts.mjs'
import { withReport } from './with-report.mjs'

/**
 * Runs the Vitest suites of the repository and shows their progress.
 *
 * @param {string} root the repository's folder
 * @param {'usual' | 'long'} [wanted] the suites of `npm test`, or those named `*.long.test.ts`
 * @returns {Promise<import('./count.mjs').Count>}
 */
export async function runVitest(root, wanted = 'usual') {
  return (await runSuites(root, wanted, [])).count
}

/**
 * Runs the suites of `npm test` in folders whose inputs have changed since they passed. One process runs them all.
 *
 * @param {string} root the repository's folder
 * @returns {Promise<import('./count.mjs').Count & { output?: string }>} counts those that need not run, too
 */
export async function runChangedSuites(root) {
  const inputs = await readInputHashes(root, 'test')
  if (inputs === undefined) return runVitest(root)
  const found = await Promise.all(
    inputs.map(async input => ({ ...input, kept: await readKept(root, input) }))
  )
  const unchanged = found.flatMap(({ folder, kept }) =>
    kept === undefined ? [] : [{ folder, passed: kept }]
  )
  const changed = found.filter(({ kept }) => kept === undefined)
  const filters = unchanged.length === 0 ? [] : changed.map(({ folder }) => `${folder}/`)
  const ran =
    changed.length === 0
      ? { count: { passed: 0, failed: 0, sentences: [] }, passedIn: () => 0 }
      : await runSuites(root, 'usual', filters)
  // An error outside of every test belongs to no folder, so nothing is kept of a run with one.
  if (ran.count.failed === 0 && changed.length > 0) {
    const counts = changed.map(input => ({ ...input, passed: ran.passedIn(join(root, input.folder)) }))
    await keepCounts(root, 'test', counts)
  }
  const total = unchanged.reduce((sum, { passed }) => sum + passed, ran.count.passed)
  return { ...ran.count, passed: total, ...(unchanged.length > 0 && { output: keptText(unchanged) }) }
}

/**
 * @param {string} root
 * @param {'usual' | 'long'} wanted
 * @param {string[]} filters parts of paths; none for all
 */
async function runSuites(root, wanted, filters) {
  /** @type {import('./count-vitest.mjs').VitestReport['testResults']} */
  let files = []
  const { code, count } = await withReport(
    async file => {
      const vitest = binOf(root, 'vitest', [
        'run',
        ...filters,
        `--config=packages/tools/checks/${configs[wanted]}`,
        `--root=${root}`,
        '--exclude=**/{dist,drizzle,.hookwright}/**',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`
      ])
      return (await runCommand({ ...vitest, aloud: true })).code
    },
    /** @param {import('./count-vitest.mjs').VitestReport} report */ report => {
      files = report.testResults
      return countVitest(report)
    }
  )
  return {
    count: requireCleanRun({ runner: 'Vitest', code, count }),
    /** @param {string} folder */
    passedIn: folder =>
      countVitest({ testResults: files.filter(({ name }) => isInside(name, folder)) }).passed
  }
}

/**
 * @param {string} file
 * @param {string} folder
 */
function isInside(file, folder) {
  return file.replaceAll('\\', '/').startsWith(`${folder.replaceAll('\\', '/')}/`)
}

const configs = { usual: 'all-tests.config.ts', long: 'long-suites.config.ts' }
