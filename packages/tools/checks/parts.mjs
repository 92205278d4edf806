import { binOf } from '../commands/bins.mjs'
import { build as buildAll } from '../commands/build.mjs'
import { runCommand } from '../commands/run-command.mjs'
import { runBrowserTests, runChangedBrowserTests } from './run-browser-tests.mjs'
import { runChangedSuites, runVitest } from './run-vitest.mjs'

/**
 * A part of `npm test` or `npm run check`.
 * @typedef {object} Part
 * @property {string} name
 * @property {(root: string) => Promise<import('./count.mjs').Count & { output?: string }>} run
 */

/** @type {Part} */
export const lint = checkBy('Biome: format, lint, import cycles', 'biome', [
  'check',
  '.',
  '--error-on-warnings'
])

/** @type {Part} */
export const unused = checkBy('knip: what is unused or unlisted', 'knip', ['--no-progress'])

/**
 * Checks types. The package `config` checks most of them as two programs, of what runs in Node and of what runs in a
 * browser; each package by itself would check the sources of those that it imports again, three times the work. Of
 * packages that run in both, and of pages, what is left has a program of its own. Each check has one thread
 * (tsconfig.base.json), since several threads would check shared sources repeatedly.
 * @param {{ all: boolean, isFresh: boolean }} options `all` checks each package by its own settings; `isFresh` is true
 * where no cached result counts
 * @returns {Part}
 */
export function types({ all, isFresh }) {
  return checkBy('TypeScript: types', 'turbo', [
    'run',
    ...(all ? ['typecheck'] : ['typecheck:node', 'typecheck:browser', 'typecheck:alone']),
    '--concurrency=100%',
    '--continue=always',
    '--output-logs=errors-only',
    ...(isFresh ? ['--force'] : [])
  ])
}

/** @type {Part} */
export const layers = {
  name: 'Layers inside packages',
  run: async root => {
    const tsx = binOf(root, 'tsx', ['packages/tools/imports/print-layers.ts'])
    const { code, output } = await runCommand({ ...tsx, inBackground: true })
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, sentences: [output.trim()] }
  }
}

/** @type {Part} */
export const build = checkOf('Vite: build of the apps', buildAll)

/**
 * @param {boolean} isFresh true where no cached result counts
 * @returns {Part}
 */
export function suites(isFresh) {
  return {
    name: 'Vitest: unit, contract and integration tests',
    run: root => (isFresh ? runVitest(root) : runChangedSuites(root))
  }
}

/** @type {Part} */
export const longSuites = {
  name: 'Vitest: suites named *.long.test.ts',
  run: root => runVitest(root, 'long')
}

/**
 * @param {boolean} isFresh true where no cached result counts
 * @returns {Part}
 */
export function browser(isFresh) {
  return {
    name: 'Playwright: browser tests that are tagged neither @full nor @long',
    run: root => (isFresh ? runBrowserTests(root) : runChangedBrowserTests(root))
  }
}

/** @type {Part} */
export const fullBrowser = {
  name: 'Playwright: browser tests that are not tagged @long',
  run: root => runBrowserTests(root, 'full')
}

/** @type {Part} */
export const longBrowser = {
  name: 'Playwright: browser tests tagged @full or @long',
  run: root => runBrowserTests(root, 'long')
}

/**
 * Creates a check by a program of node_modules/.bin that runs beside the tests, on what they leave of the processors.
 *
 * @param {string} name
 * @param {Parameters<typeof binOf>[1]} bin
 * @param {string[]} args
 * @returns {Part}
 */
function checkBy(name, bin, args) {
  return checkOf(name, root => runCommand({ ...binOf(root, bin, args), inBackground: true }))
}

/**
 * Creates a check that passes or fails as a whole; its output is shown only on failure.
 *
 * @param {string} name
 * @param {(root: string) => Promise<import('../commands/run-command.mjs').Ended>} command
 * @returns {Part}
 */
function checkOf(name, command) {
  return {
    name,
    run: async root => {
      const { code, output } = await command(root)
      return code === 0
        ? { passed: 1, failed: 0, sentences: [] }
        : { passed: 0, failed: 1, sentences: [`Failed with code ${code}; see above.`], output }
    }
  }
}
