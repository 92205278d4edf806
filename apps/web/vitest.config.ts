import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Tests of the web app. A file that needs a document asks for happy-dom at its top; the others are pure and share their
 * imports, since loading those for each file costs more than the tests. Properties are tried on a hundred flows and more.
 */
export default defineConfig({
  plugins: [react()],
  test: { isolate: false, testTimeout: 30_000 }
})
