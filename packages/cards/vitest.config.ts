import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of pure code: test files share their modules, since loading them for each file takes longer than
 * the tests. `isTold` prints the table of GitHub’s events (vitest.long.config.ts).
 */
export default defineConfig({ test: { isolate: false, provide: { isTold: false }, testTimeout: 30_000 } })
