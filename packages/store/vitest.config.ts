import { defineConfig } from 'vitest/config'

/** Each test opens a file of its own, so test files may share what they import; loading it again for each costs much. */
export default defineConfig({ test: { isolate: false } })
