import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * What has to do with a document says so at its top and gets one of happy-dom's; the others are pure, so test files may
 * share what they import: loading it anew for each costs more than the tests. A property is tried on a hundred flows and
 * more, which takes its time on a machine that has other things to do.
 */
export default defineConfig({
  plugins: [react()],
  test: { isolate: false, testTimeout: 30_000 }
})
