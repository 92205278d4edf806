import { defineConfig } from 'vitest/config'

/** `sequences` is how many orders of acts on subscriptions are tried; many more of longer ones in vitest.long.config.ts. */
export default defineConfig({ test: { provide: { sequences: 50, histories: '' }, testTimeout: 30_000 } })
