import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** Generous: no test is timed, and a test that starts a server or another runner takes long on a busy machine. */
const LONGEST_TEST_MS = 120_000

/**
 * Files share what they import, so each test leaves what it found as it was; what it stubbed is put back. A test may wait for
 * servers, or try a property hundreds of times, on a machine that has other things to do.
 */
const shared = {
  isolate: false,
  testTimeout: LONGEST_TEST_MS,
  hookTimeout: LONGEST_TEST_MS,
  expect: { poll: { timeout: LONGEST_TEST_MS / 2 } },
  unstubGlobals: true,
  unstubEnvs: true
}

/** Environments of tests: all of packages/ui need a document; the few others say so at their top. */
const inDocument = {
  ...shared,
  name: 'in a document',
  include: ['packages/ui/**/*.test.{ts,tsx}'],
  environment: 'happy-dom'
}

/**
 * Files named `*.long.test.ts` take seconds each by nature and are left to long-suites.config.ts. What is provided is what a
 * workspace's own vitest.config.ts gives: things are tried as often as there.
 */
export const others = {
  ...shared,
  name: 'all others',
  include: ['packages/!(ui)/**/!(*.long).test.{ts,tsx}', 'apps/!(e2e)/**/!(*.long).test.{ts,tsx}'],
  provide: {
    times: 1,
    isTold: false,
    behaviours: 'few',
    histories: '',
    schedules: { days: 100, restarts: 40 }
  }
}

/**
 * The Vitest suites of `npm test` in one process: that is one start-up to pay for and one report to count. A project a
 * workspace would read, transform and run for each again what they import from one another, so most of them are one.
 * Nothing else runs beside it, so it takes the core as well that Vitest leaves to others.
 */
export default defineConfig({
  test: { projects: [{ test: inDocument }, { test: others }], maxWorkers: availableParallelism() }
})
