import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { provide: { isTold: false }, testTimeout: 30_000 } })
