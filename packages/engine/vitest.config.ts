import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of pure code: test files share their modules, since loading them for each file takes longer than
 * the tests.
 */
export default defineConfig({ test: { isolate: false, testTimeout: 30_000 } })
