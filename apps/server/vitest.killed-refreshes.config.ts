import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: a server that is killed while it refreshes tokens. */
export default defineConfig({
  test: {
    provide: { refreshKills: { kept: 200, rotated: 20 } },
    testTimeout: 3_600_000,
    hookTimeout: 60_000,
    include: ['src/killed-refreshes/killed-refreshes.long.ts']
  }
})
