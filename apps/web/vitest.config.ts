import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration of the web app. A file that needs a document declares happy-dom at its top. The others are pure
 * and share their imports, since loading those per file costs more than the tests. Properties are tested on at least a
 * hundred flows.
 */
export default defineConfig({
  plugins: [react()],
  test: { isolate: false, testTimeout: 30_000 }
})
