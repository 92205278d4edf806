import { defineConfig } from 'vitest/config'

/** Vitest configuration: test files share their modules, since each test opens its own database and loading is slow. */
export default defineConfig({
  test: { isolate: false, globalSetup: './src/postgres/testing/serve-databases.ts' }
})
