import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '../fixtures/test.ts'
import { homePage } from '../pages/home.ts'

const folder = join(import.meta.dirname, '../../../packages/handbook/pictures')

test('the README picture shows the active flow of the sample after two events', async ({ page }) => {
  test.setTimeout(120_000)
  mkdirSync(folder, { recursive: true })
  await page.setViewportSize({ width: 1440, height: 860 })
  const home = homePage(page)
  await home.open()
  await home.loadSample.click()
  await expect(home.done(1)).toBeVisible()
  await home.turnOn.click()
  await expect(home.turnOn).toBeChecked()
  const practice = await home.openInNewTab()
  for (const count of [1, 2]) {
    await practice.sendEvent.click()
    await expect(practice.deliveries).toHaveCount(count)
  }
  await practice.page.close()
  await home.openFlow.click()
  const live = page.getByRole('region', { name: 'Live' })
  await expect(live.getByText('Succeeded')).toHaveCount(2)
  await expect(page.getByText(/ · latest$/)).toBeVisible()
  await page.mouse.move(700, 640)
  await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 400))))
  await page.screenshot({ path: join(folder, 'flow.png') })
})
