import { defineConfig } from 'vitest/config'

/** Vitest configuration: test files share their modules, since each test starts its own service and loading is slow. */
export default defineConfig({ test: { isolate: false } })
