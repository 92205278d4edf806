import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of the web app. Test files that need a DOM declare happy-dom at the top. All other
 * files share their imports, since loading them per file takes longer than the tests. Property tests use at
 * least a hundred flows.
 */
export default defineConfig({
  plugins: [react()],
  test: { isolate: false, testTimeout: 30_000 }
})
