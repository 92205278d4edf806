import { activateUsersFlow } from '../../fixtures/active-flow.ts'
import { insertPastDeliveries } from '../../fixtures/start-installation.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList } from '../../pages/history.ts'

const COUNT = 100_000

/** Mouse wheel movement: pixels per turn, and number of turns. */
const wheel = { pixels: 640, times: 40 }

/** Approximate number of deliveries in the oldest minute: ten a second. */
const IN_A_MINUTE = 600

// For how long the list may be blank is measured by `bench --only scroll`; here it says that rows come, however slowly.
test('[scenario 39] a list of a hundred thousand deliveries is scrolled through and filled at every step, down to the oldest', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  const { oldestAt } = await insertPastDeliveries(installation, COUNT)
  const list = deliveriesList(page)
  const rowCount = async () => Number(await list.table.getAttribute('aria-rowcount')) - 1
  const turnWheel = async () => {
    await page.mouse.wheel(0, wheel.pixels)
    await page.evaluate(() => new Promise(requestAnimationFrame))
    await expect.poll(list.gapInSight).toBeNull()
  }
  await list.open()
  await expect(list.rows.first()).toBeVisible()
  // Older parts come by themselves once one has asked for them.
  await page.getByRole('button', { name: 'Show older deliveries' }).click()
  await expect.poll(rowCount).toBe(100)
  await page.mouse.move(720, 600)
  await page.mouse.wheel(0, -100_000)
  for (let time = 0; time < wheel.times; time += 1) await turnWheel()
  expect(await rowCount()).toBeGreaterThan(300)
  await expect(list.rows.first()).toContainText('Welcome')
  await expect(list.rows.last()).toContainText('succeeded')

  // The last minute of them is reached by its time.
  await page.goto(`/deliveries?to=${oldestAt}`)
  await page.getByRole('button', { name: 'Show older deliveries' }).click()
  const end = page.getByText('No older deliveries.')
  while (!(await end.isVisible())) await turnWheel()
  expect(Math.abs((await rowCount()) - IN_A_MINUTE)).toBeLessThanOrEqual(1)
  await turnWheel()
})
