import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration: runs component tests in happy-dom. Every test must leave the document empty, since
 * files share it.
 */
export default defineConfig({ test: { environment: 'happy-dom', isolate: false } })
