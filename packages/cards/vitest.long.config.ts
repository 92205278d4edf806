import { defineConfig } from 'vitest/config'

/** Vitest configuration for `npm run test:long`, which prints the outputs proposed for each event of GitHub. */
export default defineConfig({
  test: { provide: { isTold: true }, include: ['src/return-outputs/github-events.long.test.ts'] }
})
