import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration. Test files share modules, since reloading them takes longer than the tests. `isTold`
 * prints the table of GitHub’s events; only vitest.long.config.ts sets it to true.
 */
export default defineConfig({ test: { isolate: false, provide: { isTold: false }, testTimeout: 30_000 } })
