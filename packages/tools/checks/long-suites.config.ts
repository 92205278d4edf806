import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { others, sequence } from './all-tests.config.ts'

/**
 * Number of workers per processor. Most of these suites spend half of their time waiting for other processes
 * or for database timeouts.
 */
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
