import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: acts on subscriptions in any order, a thousand long sequences of them. */
export default defineConfig({
  test: {
    provide: { sequences: 1_000, histories: process.env.HOOKWRIGHT_HISTORIES ?? '' },
    testTimeout: 3_600_000,
    include: ['src/registrations/any-order.property.long.test.ts']
  }
})
