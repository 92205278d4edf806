import { defineConfig } from 'vitest/config'

/**
 * Everything here is pure, so test files may share what they import; loading it anew for each costs more than the tests.
 * `isTold` prints the table of GitHub’s events (vitest.long.config.ts).
 */
export default defineConfig({ test: { isolate: false, provide: { isTold: false }, testTimeout: 30_000 } })
