import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration for `npm run test:long`: runs the store's suite through PgBouncer, which is installed
 * with apt.
 */
export default defineConfig({
  test: {
    globalSetup: './src/postgres/testing/serve-databases.ts',
    testTimeout: 60_000,
    hookTimeout: 300_000,
    include: ['src/postgres/pgbouncer.long.ts']
  }
})
