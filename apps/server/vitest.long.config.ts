import { defineConfig } from 'vitest/config'

/** Long suites of `npm run test:long`, by the mode that Vitest is started with (`--mode=healing`). */
const suites = {
  /**
   * Every behaviour of a bad service, a few at a time, every dialect of the practice service, and every payload of GitHub.
   * Vitest calls its mode `test` when none is named.
   */
  test: {
    provide: { behaviours: 'all', histories: process.env.HOOKWRIGHT_HISTORIES ?? '' },
    maxConcurrency: 4,
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: [
      'src/bad-services/bad-services.long.test.ts',
      'src/dialects.integration.long.test.ts',
      'src/payloads.integration.long.test.ts'
    ]
  },
  /** A server that is killed inside runs. */
  'killed-runs': {
    provide: { rounds: 10 },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ['src/killed-runs/killed-runs.long.ts']
  },
  /** A server that is killed at every point of opening and closing a subscription. */
  'killed-switches': {
    provide: { behaviours: 'all' },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ['src/kill-points.integration.long.test.ts']
  },
  /** A server that is killed while it refreshes tokens. */
  'killed-refreshes': {
    provide: { refreshKills: { kept: 200, rotated: 20 } },
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    include: ['src/killed-refreshes/killed-refreshes.long.ts']
  },
  /** Registrations that are cut off by a kill, or lost by their service, repair themselves. */
  healing: {
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    include: ['src/healing/healing.long.ts']
  }
}
type Suite = keyof typeof suites

const isSuite = (mode: string): mode is Suite => Object.hasOwn(suites, mode)

export default defineConfig(({ mode }) => {
  if (!isSuite(mode))
    throw new Error(`There is no long suite "${mode}". Name one of ${Object.keys(suites).join(', ')}.`)
  return { test: suites[mode] }
})
