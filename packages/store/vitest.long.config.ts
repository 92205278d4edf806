import { defineConfig } from 'vitest/config'

/** Vitest configuration for `npm run test:long`: the suite of the store behind PgBouncer, which apt installs. */
export default defineConfig({
  test: {
    globalSetup: './src/postgres/testing/serve-databases.ts',
    testTimeout: 60_000,
    hookTimeout: 300_000,
    include: ['src/postgres/pgbouncer.long.ts']
  }
})
