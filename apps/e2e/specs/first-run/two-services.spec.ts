import type { Page } from '@playwright/test'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { homePage } from '../../pages/home.ts'

/** Expects an accessible page in both themes, without overflow on a phone. */
const expectWhole = async (page: Page): Promise<void> => {
  const before = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
  await page.emulateMedia({ colorScheme: null })
  if (before !== null) await page.setViewportSize(before)
}

test('a newcomer sees the flow of the sample act at two services, and signs in to the second one', {
  tag: '@full'
}, async ({ page }) => {
  const home = homePage(page)
  await home.open()
  await home.loadSample.click()
  await expect(home.done(1)).toBeVisible()
  await home.turnOn.click()
  await expect(home.turnOn).toBeChecked()
  const hr = await home.openInNewTab()
  await hr.choose.click()
  await hr.page.getByLabel('First name').fill('Zoë')
  await hr.page.getByLabel('Last name').fill('Example')
  await hr.page.getByLabel('Department', { exact: true }).fill('People')
  await hr.sendEvent.click()
  await expect(hr.said).toHaveText('Sent and accepted.')
  await expect(hr.page.getByRole('region', { name: 'Equipment' })).toContainText('Zoë Example')
  await expectWhole(hr.page)

  const chat = await home.openChat()
  const messages = chat.getByRole('list', { name: 'Messages' }).getByRole('listitem')
  const message = messages.filter({ hasText: 'Welcome to People, Zoë Example!' })
  await expect(message).toContainText('Welcome Bot')
  await expect(message).toContainText('Your laptop is HR-0001.')
  await expectWhole(chat)
  await chat.getByRole('textbox', { name: 'Message' }).fill('Hello Zoë')
  await chat.getByRole('button', { name: 'Post', exact: true }).click()
  await expect(messages.last()).toContainText('Hello Zoë')

  await home.seeRun.click()
  await expect(page).toHaveURL(/\/runs\/[0-9a-f-]{36}/)
  await page.goto('/')
  await expect(home.step('Post as yourself')).toContainText('“Post message”')
  await home.signIn.click()
  await page.waitForURL(/\/oauth\/authorize\?/)
  await expect(page.getByText('Post messages as you')).toBeVisible()
  await expectWhole(page)
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByRole('alert')).toContainText('access_denied')
  await page.getByRole('link', { name: 'Back to Hookwright' }).click()
  await home.signIn.click()
  await page.getByLabel('Sign in as').selectOption('Bram Eastwick (bram.eastwick@chat.example)')
  await page.getByRole('button', { name: 'Allow' }).click()
  await home.card.getByRole('link', { name: 'Show connection: Post as yourself (optional)' }).click()
  const connections = page.getByRole('list', { name: 'Connections' })
  await expect(connections.getByRole('listitem').filter({ hasText: 'My Acme Chat account' })).toHaveCount(1)
  await expect(chat.getByRole('region', { name: /^Apps/ }).getByText('Bram Eastwick')).toBeVisible()
})
