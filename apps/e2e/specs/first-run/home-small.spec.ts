import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { homePage } from '../../pages/home.ts'
import { practicePage } from '../../pages/practice.ts'

/** Viewport sizes: a phone, and a window of 1440 by 900 at 200 % zoom. */
const sizes = [
  { name: 'a phone', width: 390, height: 844 },
  { name: 'a zoom of 200 %', width: 720, height: 450 }
]

for (const { name, ...size } of sizes) {
  test(`[scenario 41] Home and the practice service lose nothing on ${name}`, { tag: '@full' }, async ({
    page,
    installation
  }) => {
    const noSideways = async () =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(size.width)
    await page.setViewportSize(size)
    const home = homePage(page)
    await home.open()
    await noSideways()
    await home.loadSample.click()
    await expect(home.done(1)).toBeVisible()
    await noSideways()
    await home.turnOn.click()
    await expect(home.done(3)).toBeVisible()
    await home.openPractice.scrollIntoViewIfNeeded()
    await expect(home.openPractice).toBeInViewport({ ratio: 1 })
    // From the top of the page, where the bar above it covers nothing.
    await home.done(3).scrollIntoViewIfNeeded()
    await expectAccessible(page)

    const practice = practicePage(page, installation.practice.url)
    await practice.open()
    await practice.sendEvent.click()
    await expect(practice.said).toHaveText('Sent and accepted.')
    await practice.choose.click()
    await practice.body(1).click()
    await practice.makeFail('When a flow is turned on', '403')
    await expect(practice.trouble).toBeVisible()
    await noSideways()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page)
    }
  })
}
