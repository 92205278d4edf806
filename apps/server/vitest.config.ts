import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of the server.
 *
 * Test files share their modules, since loading them is slow and each test starts its own servers. The time
 * limit is longer than for unit tests, since tests wait for these servers. `behaviours` selects the number of
 * tested bad services, dialects, GitHub payloads and kill points; vitest.long.config.ts tests all of them.
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
