import { runCommand } from '../commands/run-command.mjs'

/**
 * A test that takes minutes: a command that passes with exit code 0.
 *
 * @typedef {object} LongTest
 * @property {string} name
 * @property {string[]} command run in the repository's folder
 * @property {string[]} [full] what is added to it before a release
 */

/**
 * Tests that `npm run test:long` runs, in this order.
 *
 * @type {LongTest[]}
 */
export const longTests = [
  { name: 'crash', command: ['node', 'packages/tools/crash.mjs', '--kills', '200'] },
  { name: 'fsync', command: ['node', 'packages/tools/fsync.mjs', '--acks', '1000'] },
  { name: 'disk', command: ['node', 'packages/tools/disk.mjs', '--errors', '60', '--full', '20'] },
  { name: 'stops', command: ['node', 'packages/tools/stops.mjs', '--stops', '50'] },
  { name: 'backup', command: ['node', 'packages/tools/copies.mjs'] },
  { name: 'checker', command: ['node', 'packages/tools/checker.mjs'] },
  {
    name: 'rules',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=packages/model',
      '--config=vitest.long.config.ts'
    ]
  },
  { name: 'nodes', command: ['node', 'packages/tools/nodes.mjs'] },
  { name: 'package', command: ['node', 'packages/tools/package.mjs'] },
  { name: 'image', command: ['node', 'packages/tools/image.mjs'] },
  { name: 'suites', command: ['node', 'packages/tools/long-suites.mjs'] },
  { name: 'browser', command: ['node', 'packages/tools/long-browser.mjs'] },
  { name: 'scroll', command: ['node', 'packages/tools/bench.mjs', '--only', 'scroll'] },
  { name: 'drain', command: ['node', 'packages/tools/drain.mjs'] },
  { name: 'hostile', command: ['node', 'packages/tools/hostile.mjs'] },
  { name: 'slow', command: ['node', 'packages/tools/slow.mjs'] },
  { name: 'soak', command: ['node', 'packages/tools/soak.mjs'], full: ['--minutes', '60'] },
  { name: 'subscriptions', command: ['node', 'packages/tools/with-histories.mjs', 'packages/backend'] },
  { name: 'services', command: ['node', 'packages/tools/with-histories.mjs', 'apps/server'] },
  {
    name: 'runs',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=apps/server',
      '--config=vitest.long.config.ts',
      '--mode=killed-runs'
    ]
  },
  {
    name: 'switches',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=apps/server',
      '--config=vitest.long.config.ts',
      '--mode=killed-switches'
    ]
  },
  {
    name: 'schedules',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=packages/backend',
      '--config=vitest.long.config.ts',
      '--mode=schedules'
    ]
  },
  {
    name: 'plans',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=packages/backend',
      '--config=vitest.long.config.ts',
      '--mode=plans'
    ]
  },
  {
    name: 'folders',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=packages/backend',
      '--config=vitest.long.config.ts',
      '--mode=folders'
    ]
  },
  {
    name: 'refreshes',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=apps/server',
      '--config=vitest.long.config.ts',
      '--mode=killed-refreshes'
    ]
  },
  {
    name: 'heal',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=apps/server',
      '--config=vitest.long.config.ts',
      '--mode=healing'
    ]
  },
  {
    name: 'openapi',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=apps/server',
      '--config=vitest.long.config.ts',
      '--mode=openapi'
    ]
  },
  {
    name: 'outputs',
    command: [
      'node',
      'node_modules/vitest/vitest.mjs',
      'run',
      '--root=packages/cards',
      '--config=vitest.long.config.ts'
    ]
  }
]

/**
 * Returns the parts to run from a table of long tests.
 *
 * @param {LongTest[]} table
 * @param {string | undefined} only the name of the one that is wanted; undefined for all
 * @param {boolean} [isFull] whether those that can take longer do
 * @returns {import('./parts.mjs').Part[] | undefined} undefined when there is none of that name
 */
export function partsOf(table, only, isFull = false) {
  const chosen = only === undefined ? table : table.filter(({ name }) => name === only)
  return chosen.length === 0 ? undefined : chosen.map(test => partOf(test, isFull))
}

/**
 * @param {LongTest} test
 * @param {boolean} isFull
 * @returns {import('./parts.mjs').Part}
 */
function partOf({ name, command: [command = '', ...usual], full = [] }, isFull) {
  const args = isFull ? [...usual, ...full] : usual
  return {
    name,
    run: async root => {
      const { code } = await runCommand({ command, args, cwd: root, aloud: true })
      return code === 0
        ? { passed: 1, failed: 0, sentences: [] }
        : { passed: 0, failed: 1, sentences: [`Failed with code ${code}; see above.`] }
    }
  }
}
