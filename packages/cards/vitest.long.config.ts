import { defineConfig } from 'vitest/config'

/** For `npm run test:long`: prints which outputs are made of each event of GitHub. */
export default defineConfig({
  test: { provide: { isTold: true }, include: ['src/return-outputs/github-events.long.test.ts'] }
})
