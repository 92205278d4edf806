import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: schedules over 400 days with both clock changes, and 1,000 restarts. */
export default defineConfig({
  test: {
    provide: { schedules: { days: 400, restarts: 1_000 } },
    include: ['src/starts/scheduler.long.test.ts']
  }
})
