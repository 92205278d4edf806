import { defineConfig } from 'vitest/config'

/** Vitest configuration: test files share their modules, since loading them takes longer than the tests. */
export default defineConfig({ test: { isolate: false, testTimeout: 30_000 } })
