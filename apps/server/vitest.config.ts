import { defineConfig } from 'vitest/config'

/**
 * Integration tests start servers and wait for what they do, so a test may take longer than a unit's. `behaviours` are
 * those of bad services that are tried; all of them in vitest.long.config.ts.
 */
export default defineConfig({
  test: { provide: { behaviours: 'few', histories: '' }, testTimeout: 30_000, hookTimeout: 30_000 }
})
