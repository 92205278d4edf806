import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** Long test suites of `npm run test:long`, by Vitest mode (such as `--mode=schedules`). */
const suites = {
  /**
   * Operations on subscriptions in random order: 1,000 long sequences. This suite runs by default, since
   * Vitest's default mode is `test`.
   */
  test: {
    provide: { sequences: 1_000, histories: process.env.HOOKWRIGHT_HISTORIES ?? '' },
    testTimeout: 3_600_000,
    include: ['src/registrations/any-order.property.long.test.ts']
  },
  /**
   * Changes to 2,000 installations with running flows: applying a deployment plan must have the effects that
   * it announced.
   */
  plans: {
    provide: { installations: 200 },
    testTimeout: 3_600_000,
    include: ['src/deployment-plans/plans-hold.property.test.ts']
  },
  /**
   * Connectors as folders of files: 5,000 unchanged round trips with identical bytes, and 5,000 with changed
   * files.
   */
  folders: {
    provide: { folders: 5_000 },
    testTimeout: 7_200_000,
    include: ['src/files/folders.property.test.ts']
  },
  /** Schedules over 400 days with both clock changes, and 1,000 restarts. PostgreSQL has fewer restarts. */
  schedules: {
    globalSetup: fileURLToPath(import.meta.resolve('@hookwright/store/postgres/testing/serve')),
    provide: { schedules: { days: 400, restarts: 1_000, onPostgres: 20 } },
    hookTimeout: 120_000,
    include: ['src/starts/scheduler.long.test.ts']
  }
}
type Suite = keyof typeof suites

const isSuite = (mode: string): mode is Suite => Object.hasOwn(suites, mode)

export default defineConfig(({ mode }) => {
  if (!isSuite(mode))
    throw new Error(`There is no long suite "${mode}". Name one of ${Object.keys(suites).join(', ')}.`)
  return { test: suites[mode] }
})
