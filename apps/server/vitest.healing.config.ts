import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: registrations that are cut off by a kill, or lost by their service, repair themselves. */
export default defineConfig({
  test: {
    testTimeout: 1_200_000,
    hookTimeout: 120_000,
    reporters: ['default'],
    include: ['src/healing/healing.long.ts']
  }
})
