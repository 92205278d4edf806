import { defineConfig } from 'vitest/config'

/** Runs component tests in happy-dom. Every test leaves the document empty, so that files may share it. */
export default defineConfig({ test: { environment: 'happy-dom', isolate: false } })
