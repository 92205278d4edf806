import { defineConfig } from 'vitest/config'

/** Integration tests start servers and wait for what they do, so a test may take longer than a unit's. */
export default defineConfig({ test: { testTimeout: 30_000, hookTimeout: 30_000 } })
