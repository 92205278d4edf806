import { defineConfig } from 'vitest/config'

/** Each test starts a service of its own, so files may share what they import; loading it again for each costs much. */
export default defineConfig({ test: { isolate: false } })
