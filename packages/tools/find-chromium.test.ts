import { expect, test } from 'vitest'
import { findChromium, launchOptionsOf } from './find-chromium.ts'

test('CHROMIUM_PATH takes precedence over every installed Chromium', async () => {
  expect(await findChromium({ CHROMIUM_PATH: '/opt/acme/chromium' })).toEqual({
    executablePath: '/opt/acme/chromium'
  })
})

test("Playwright's own Chromium is started without a path, any other by its path", () => {
  expect(launchOptionsOf({ executablePath: undefined })).not.toHaveProperty('executablePath')
  expect(launchOptionsOf({ executablePath: '/opt/acme/chromium' })).toHaveProperty(
    'executablePath',
    '/opt/acme/chromium'
  )
})
