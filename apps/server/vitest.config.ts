import { defineConfig } from 'vitest/config'

/**
 * Each test starts servers of its own, so files may share what they import; loading it again for each costs much. A test
 * waits for what the servers do, so it may take longer than a unit's. `behaviours` are those of bad services, the dialects, the
 * payloads of GitHub, and the points to be killed at, that are tried; all of them in vitest.long.config.ts.
 */
export default defineConfig({
  test: {
    isolate: false,
    provide: { behaviours: 'few', histories: '' },
    testTimeout: 30_000,
    hookTimeout: 30_000
  }
})
