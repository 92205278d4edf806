import { runCommand } from '../commands/run-command.mjs'
import type { Part } from './parts.mjs'

/** A test that takes minutes: a command that passes with exit code 0. */
interface LongTest {
  name: string
  /** Run in the repository's folder. */
  command: string[]
  /** Arguments added to it before a release. */
  full?: string[]
}

/** Tests that `npm run test:long` runs, in this order. */
export const longTests: LongTest[] = [
  { name: 'crash', command: ['node', 'packages/tools/run.mjs', 'crash', '--kills', '200'] },
  { name: 'fsync', command: ['node', 'packages/tools/run.mjs', 'fsync', '--acks', '1000'] },
  { name: 'disk', command: ['node', 'packages/tools/run.mjs', 'disk', '--errors', '60', '--full', '20'] },
  { name: 'stops', command: ['node', 'packages/tools/run.mjs', 'stops', '--stops', '50'] },
  { name: 'backup', command: ['node', 'packages/tools/run.mjs', 'copies'] },
  { name: 'checker', command: ['node', 'packages/tools/run.mjs', 'checker'] },
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
  { name: 'nodes', command: ['node', 'packages/tools/run.mjs', 'nodes'] },
  { name: 'package', command: ['node', 'packages/tools/run.mjs', 'package'] },
  { name: 'image', command: ['node', 'packages/tools/run.mjs', 'image'] },
  { name: 'suites', command: ['node', 'packages/tools/run.mjs', 'long-suites'] },
  { name: 'browser', command: ['node', 'packages/tools/run.mjs', 'long-browser'] },
  { name: 'scroll', command: ['node', 'packages/tools/run.mjs', 'bench', '--only', 'scroll'] },
  { name: 'drain', command: ['node', 'packages/tools/run.mjs', 'drain'] },
  { name: 'hostile', command: ['node', 'packages/tools/run.mjs', 'hostile'] },
  { name: 'slow', command: ['node', 'packages/tools/run.mjs', 'slow'] },
  { name: 'soak', command: ['node', 'packages/tools/run.mjs', 'soak'], full: ['--minutes', '60'] },
  {
    name: 'subscriptions',
    command: ['node', 'packages/tools/run.mjs', 'with-histories', 'packages/backend']
  },
  { name: 'services', command: ['node', 'packages/tools/run.mjs', 'with-histories', 'apps/server'] },
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
 * @param only the name of the one that is wanted; undefined for all
 * @param isFull whether those that can take longer do
 * @returns undefined when there is none of that name
 */
export function partsOf(
  table: LongTest[],
  only: string | undefined,
  isFull: boolean = false
): Part[] | undefined {
  const chosen = only === undefined ? table : table.filter(({ name }) => name === only)
  return chosen.length === 0 ? undefined : chosen.map(test => partOf(test, isFull))
}

function partOf({ name, command: [command = '', ...usual], full = [] }: LongTest, isFull: boolean): Part {
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
