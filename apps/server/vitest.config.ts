import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of the server. Test files share their modules, since each test starts servers of its own and
 * loading is slow. The time limit is longer than for unit tests, since tests wait for these servers. `behaviours`
 * selects how many bad services, dialects, GitHub payloads and kill points are tested; vitest.long.config.ts tests all.
 */
export default defineConfig({
  test: {
    isolate: false,
    globalSetup: fileURLToPath(import.meta.resolve('@hookwright/store/postgres/testing/serve')),
    provide: { behaviours: 'few', histories: '' },
    testTimeout: 30_000,
    hookTimeout: 30_000
  }
})
