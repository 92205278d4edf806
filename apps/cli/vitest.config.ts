import { defineConfig } from 'vitest/config'

/** Configuration with long timeouts, since a test may start a server or the command in a separate process. */
export default defineConfig({ test: { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 } })
