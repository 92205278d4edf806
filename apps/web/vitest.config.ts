import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Components are tested in a document of happy-dom's. A property is tried on a hundred flows and more, which takes its
 * time on a machine that has other things to do.
 */
export default defineConfig({
  plugins: [react()],
  test: { environment: 'happy-dom', testTimeout: 30_000 }
})
