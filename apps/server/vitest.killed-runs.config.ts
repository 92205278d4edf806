import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: a server that is killed inside runs. */
export default defineConfig({
  test: {
    provide: { rounds: 10 },
    testTimeout: 120_000,
    hookTimeout: 60_000,
    include: ['src/killed-runs/killed-runs.long.ts']
  }
})
