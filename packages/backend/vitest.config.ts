import { defineConfig } from 'vitest/config'

/** Each test opens a backend of its own, so files may share what they import; loading it again for each costs much. */
export default defineConfig({
  test: {
    isolate: false,
    testTimeout: 30_000,
    provide: { schedules: { days: 100, restarts: 40 } }
  }
})
