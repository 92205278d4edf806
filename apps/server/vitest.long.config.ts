import { defineConfig } from 'vitest/config'

/**
 * For `npm run test:long`: every behaviour of a bad service, a few at a time, every dialect of the practice service, and every
 * payload of GitHub.
 */
export default defineConfig({
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
  }
})
