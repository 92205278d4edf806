import { hearUsers } from '../../fixtures/heard-flow.ts'
import { giveLongPast, watchBlanks } from '../../fixtures/long-past.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList } from '../../pages/history.ts'

const COUNT = 100_000

/** A tenth of a second, in frames of a screen. How long it takes by the clock is measured by `bench --only scroll`. */
const MOST_BLANK_FRAMES = 6

/** How the wheel is turned: so far at once, and so often. */
const wheel = { pixels: 480, times: 80 }

test('[scenario 39] a list of a hundred thousand deliveries is scrolled through without being blank', async ({
  api,
  page,
  installation
}) => {
  await hearUsers(api, installation.practice, { name: 'Welcome' })
  await giveLongPast(installation, COUNT)
  await page.addInitScript({ path: watchBlanks })
  const list = deliveriesList(page)
  await list.open()
  await expect(list.rows.first()).toBeVisible()
  // Older parts come by themselves once one has asked for them.
  await page.getByRole('button', { name: 'Show older deliveries' }).click()
  await expect(list.table).toHaveAttribute('aria-rowcount', '101')
  await page.mouse.move(720, 600)
  await page.mouse.wheel(0, -100_000)
  await page.evaluate('watchBlanks.start()')
  for (let time = 0; time < wheel.times; time += 1) {
    await page.mouse.wheel(0, wheel.pixels)
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  const seen = await page.evaluate<{ frames: number; blankInARow: number }>('watchBlanks.end()')
  expect(seen.frames).toBeGreaterThanOrEqual(wheel.times)
  expect(seen.blankInARow).toBeLessThanOrEqual(MOST_BLANK_FRAMES)
  await expect.poll(async () => Number(await list.table.getAttribute('aria-rowcount'))).toBeGreaterThan(300)
  await expect(list.rows.first()).toContainText('Welcome')
  await expect(list.rows.last()).toContainText('succeeded')
})
