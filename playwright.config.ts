import { defineConfig, devices } from '@playwright/test'
import { findChromium, launchOptionsOf } from './packages/tools/find-chromium.mjs'

/** No webServer: a fixture starts server and practice service for each test, on a fresh data folder. */
export default defineConfig({
  testDir: './apps/e2e',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  use: {
    ...devices['Desktop Chrome'],
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: launchOptionsOf(await findChromium())
  }
})
