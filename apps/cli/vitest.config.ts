import { defineConfig } from 'vitest/config'

/** A test may start a server or the command as a process of its own, so it may take longer than a unit's. */
export default defineConfig({ test: { isolate: false, testTimeout: 60_000, hookTimeout: 60_000 } })
