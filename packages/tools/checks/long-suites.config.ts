import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { others, sequence } from './all-tests.config.ts'

/** Most of these suites wait for processes of their own, or for times of a database, for half of their time. */
const WORKERS_PER_PROCESSOR = 2

/**
 * Vitest configuration of the suites that `npm test` excludes, named `*.long.test.ts`. `.ci/run` and `npm run test:long
 * -- --only suites` run them.
 */
export default defineConfig({
  test: {
    ...others,
    include: ['packages/**/*.long.test.{ts,tsx}', 'apps/**/*.long.test.{ts,tsx}'],
    sequence,
    maxWorkers: WORKERS_PER_PROCESSOR * availableParallelism()
  }
})
