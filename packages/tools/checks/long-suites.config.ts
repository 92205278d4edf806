import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { others } from './all-tests.config.ts'

/**
 * Vitest configuration of the suites that `npm test` excludes, named `*.long.test.ts`. `.ci/run` and `npm run test:long
 * -- --only suites` run them.
 */
export default defineConfig({
  test: {
    ...others,
    include: ['packages/**/*.long.test.{ts,tsx}', 'apps/**/*.long.test.{ts,tsx}'],
    maxWorkers: availableParallelism()
  }
})
