import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: a server that is killed at every point of opening and closing a subscription. */
export default defineConfig({
  test: {
    provide: { behaviours: 'all' },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ['src/kill-points.integration.long.test.ts']
  }
})
