import { defineConfig } from 'vitest/config'

/** Components are tested in a document of happy-dom's, which each test leaves empty, so that files may share one. */
export default defineConfig({ test: { environment: 'happy-dom', isolate: false } })
