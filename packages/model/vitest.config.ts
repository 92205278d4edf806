import { defineConfig } from 'vitest/config'

/**
 * Everything here is pure, so test files may share what they import; loading it again for each costs more than the tests.
 * A property is tried hundreds of times, which takes its time on a machine that has other things to do.
 * `times` is what the runs of a property are multiplied by where more is wanted (vitest.long.config.ts).
 */
export default defineConfig({ test: { isolate: false, provide: { times: 1 }, testTimeout: 30_000 } })
