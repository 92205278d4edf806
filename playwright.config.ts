import { defineConfig, devices } from '@playwright/test'
import { chosenTests } from './packages/tools/checks/chosen-tests.ts'
import { findChromium, launchOptionsOf } from './packages/tools/find-chromium.ts'

/** `npm run e2e -- --screens` takes pictures of every screen instead of testing. */
const screens = process.env.HOOKWRIGHT_SCREENS !== undefined

const launchOptions = launchOptionsOf(await findChromium())

/**
 * A page of a test lives for seconds: what V8 spends on its compiler for code that runs for long, and on making room in a
 * young generation of the usual size, is never earned back. What a page does is the same without.
 */
const shortLived = '--js-flags=--no-turbofan --min-semi-space-size=32'

/** No webServer: a fixture starts a server and a practice service for each test, on a fresh data folder. */
export default defineConfig({
  testDir: './apps/e2e',
  testMatch: screens ? '**/*.screens.ts' : '**/*.spec.ts',
  ...chosenTests(process.env),
  fullyParallel: true,
  // One more than there are processors in the smallest machine: a test waits a quarter of its time.
  workers: 3,
  // Long enough for a machine that has other things to do; a test that hangs is told apart by what it waits for.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    // A test that takes pictures has minutes; a step in it that no longer fits the product fails early, by its name.
    actionTimeout: screens ? 15_000 : 0,
    // What fades is half seen for a moment; a test looks at where it ends.
    contextOptions: { reducedMotion: 'reduce' },
    // Recording costs a third of a test's time; what fails is tried again with a record.
    trace: process.env.CI ? 'on-first-retry' : 'off',
    screenshot: 'only-on-failure',
    launchOptions: { ...launchOptions, args: [...(launchOptions.args ?? []), shortLived] }
  }
})
