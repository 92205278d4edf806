import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { homePage } from '../pages/home.ts'

test('the first steps, from the top to their end', async ({ page }) => {
  test.setTimeout(180_000)
  const home = homePage(page)
  await home.open()
  await shoot(page, 'home-empty')
  await page.goto('/connectors')
  await expect(page.getByRole('button', { name: 'Load the sample' })).toBeVisible()
  await shoot(page, 'home-builder-empty')
  await page.goto('/flows')
  await shoot(page, 'home-flows-empty')
  await home.open()
  await home.loadSample.click()
  await expect(home.done(1)).toBeVisible()
  await shoot(page, 'home-loaded')
  await home.hide.click()
  await shoot(page, 'home-hidden')
  await home.showAgain.click()
})
