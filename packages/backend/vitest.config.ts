import { defineConfig } from 'vitest/config'

/**
 * Each test opens a backend of its own, so files may share what they import; loading it anew for each costs much.
 * `sequences` is how many orders of acts on subscriptions are tried; many more of longer ones in vitest.long.config.ts.
 */
export default defineConfig({
  test: { isolate: false, provide: { sequences: 50, histories: '' }, testTimeout: 30_000 }
})
