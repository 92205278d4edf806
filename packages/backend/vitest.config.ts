import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Vitest configuration: test files share their modules, since each test opens its own backend and loading is slow. */
export default defineConfig({
  test: {
    isolate: false,
    globalSetup: fileURLToPath(import.meta.resolve('@hookwright/store/postgres/testing/serve')),
    testTimeout: 30_000,
    hookTimeout: 30_000,
    provide: { schedules: { days: 100, restarts: 40, onPostgres: 4 } }
  }
})
