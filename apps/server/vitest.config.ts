import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of the server: test files share their modules, since each test starts servers of its own and
 * loading is slow. Tests wait for these servers, so their time limit is longer than for unit tests. `behaviours`
 * selects how many bad services, dialects, GitHub payloads and kill points are tried; vitest.long.config.ts tries all.
 */
export default defineConfig({
  test: {
    isolate: false,
    provide: { behaviours: 'few', histories: '' },
    testTimeout: 30_000,
    hookTimeout: 30_000
  }
})
