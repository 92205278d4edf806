import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of pure code: test files share their modules, since loading them for each file takes longer than
 * the tests. A property is tried hundreds of times, which takes its time on a machine that has other things to do.
 * `times` is what the runs of a property are multiplied by where more is wanted (vitest.long.config.ts).
 */
export default defineConfig({ test: { isolate: false, provide: { times: 1 }, testTimeout: 30_000 } })
