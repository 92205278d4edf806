import { defineConfig } from 'vitest/config'

/**
 * Everything here is pure, so test files may share what they import; loading it anew for each costs more than the tests.
 * `times` is what the runs of a property are multiplied by where more is wanted (vitest.long.config.ts).
 */
export default defineConfig({ test: { isolate: false, provide: { times: 1 } } })
