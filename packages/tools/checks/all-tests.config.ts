import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/**
 * Every Vitest suite of the repository in one process, a project a workspace: that is one start-up to pay for and
 * one report to count. A workspace may have a vitest.config.ts of its own. apps/e2e is Playwright's.
 * Nothing else runs beside it, so it takes the core as well that Vitest leaves to others.
 */
export default defineConfig({
  test: { projects: ['packages/*', 'apps/*', '!apps/e2e'], maxWorkers: availableParallelism() }
})
