import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { openSignedFlow } from '../../fixtures/signed-flow.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList, inspector } from '../../pages/history.ts'

test('a refused request shows the reason and the fix, and a duplicate links to the first delivery', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const heard = await openSignedFlow(api, installation.practice, 'Welcome')
  const list = deliveriesList(page)
  await list.open(heard.flowId)

  expect(await heard.send('evt_1')).toBe(202)
  await expect(list.row('succeeded')).toHaveCount(1)
  expect(await heard.send('evt_1')).toBe(202)
  await expect(list.row('duplicate')).toHaveCount(1)
  expect(await heard.send('evt_2', { secondsAgo: 412 })).toBe(401)
  await expect(list.row('refused')).toHaveCount(1)
  expect(await heard.send('evt_3', { key: 'guessed' })).toBe(401)
  await expect(list.row('refused')).toHaveCount(2)

  const turnedAway = page.getByRole('list', { name: 'Refused requests' })
  await expect(turnedAway.getByRole('listitem')).toHaveCount(2)
  await expect(turnedAway).toContainText('Refused for “stale”: 1 time')

  const { panel, tab } = inspector(page)
  await list.link(list.row('refused').nth(1)).click()
  await expect(panel).toContainText(/its time is 41\d s behind the clock of this server/)
  await expect(panel).toContainText('Compare the clocks of both servers')
  await expectAccessible(page)
  await expect(await tab('Request')).toContainText('was not stored because the delivery did not start a run')

  await list.link(list.row('duplicate')).click()
  await (await tab('Summary')).getByRole('link', { name: 'open the first delivery' }).click()
  await expect(page).toHaveURL(/\/deliveries\/[0-9a-f-]{36}/)
  await expect(page.getByText('Succeeded').first()).toBeVisible()

  await list.open(heard.flowId)
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(turnedAway).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
})
