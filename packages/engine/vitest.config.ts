import { defineConfig } from 'vitest/config'

/** Everything here is pure, so test files may share what they import; loading it again for each costs more than the tests. */
export default defineConfig({ test: { isolate: false, testTimeout: 30_000 } })
