import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

test('About names version, server, licences and trademarks, and leads to Help', {
  tag: '@full'
}, async ({ page }) => {
  await page.goto('/settings/about')
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
  const server = page.getByRole('region', { name: 'This server' })
  await expect(server).toContainText('Ready')
  await expect(server.getByRole('button', { name: 'Copy' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Hookwright' })).toContainText(/Version\s*\d+\.\d+\.\d+/)
  await expect(page.getByRole('region', { name: 'Third-party licences' })).toContainText('MIT')
  await expect(page.getByRole('region', { name: 'Trademarks' })).toContainText('trademarks of their owners')
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Open Help' }).click()
  await expect(page).toHaveURL(/\/help\/guide$/)
  await expect(page.getByRole('article').getByRole('heading', { level: 1, name: 'Guide' })).toBeVisible()
})

test('About and Help fit a phone', { tag: '@full' }, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/settings/about', '/help/guide', '/help/troubleshooting']) {
    await page.goto(path)
    await expect(page.getByRole('heading').first()).toBeVisible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    await expectAccessible(page)
  }
})
