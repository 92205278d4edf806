import { defineConfig } from 'vitest/config'

/** Vitest configuration. Test files share modules, since reloading them takes longer than the tests. */
export default defineConfig({ test: { isolate: false, testTimeout: 30_000 } })
