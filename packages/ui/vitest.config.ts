import { defineConfig } from 'vitest/config'

/** Components are tested in a document of happy-dom's. */
export default defineConfig({ test: { environment: 'happy-dom' } })
