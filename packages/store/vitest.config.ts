import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration. Test files share their loaded modules, since each test opens a separate database and
 * loading is slow.
 */
export default defineConfig({
  test: { isolate: false, globalSetup: './src/postgres/testing/serve-databases.ts' }
})
