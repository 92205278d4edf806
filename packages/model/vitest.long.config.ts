import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: the properties of receiving rules, forty times as often. */
export default defineConfig({
  test: {
    isolate: false,
    provide: { times: 40 },
    testTimeout: 1_200_000,
    include: ['src/receiving/*.property.test.ts']
  }
})
