import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of the model. Test files share modules, since loading them for each file takes longer
 * than the tests. The timeout is generous, since property tests run hundreds of times, possibly on a busy
 * machine. `times` multiplies the runs of property tests (see vitest.long.config.ts).
 */
export default defineConfig({ test: { isolate: false, provide: { times: 1 }, testTimeout: 30_000 } })
