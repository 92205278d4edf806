import { defineConfig } from 'vitest/config'

/**
 * Vitest configuration for `npm run test:long`: runs the property tests of the receiving rules forty times as
 * often.
 */
export default defineConfig({
  test: {
    isolate: false,
    provide: { times: 40 },
    testTimeout: 1_200_000,
    include: ['src/receiving/*.property.test.ts']
  }
})
