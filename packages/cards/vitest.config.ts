import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration. Test files share modules, since reloading them takes longer than the tests. `isTold`
 * is true only in vitest.long.config.ts, where it prints the table of GitHub’s events.
 */
export default defineConfig({ test: { isolate: false, provide: { isTold: false }, testTimeout: 30_000 } })
