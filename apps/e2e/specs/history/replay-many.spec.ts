import { activateUsersFlow, joined } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { signInAs } from '../../fixtures/sign-in-as.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deliveriesList, replayMany } from '../../pages/history.ts'

test('all that failed is run again, counted before, so many a second, and is stopped on the way', {
  tag: '@long'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, {
    name: 'Welcome',
    asks: '/nothing-here'
  })
  for (let number = 0; number < 12; number += 1) await heard.send(joined(`user${number}@acme.example`))
  await fetch(heard.eventUrl, { method: 'HEAD' })
  const list = deliveriesList(page)
  const replays = replayMany(page)
  await list.open()
  await expect(list.row('failed')).toHaveCount(12)
  await list.filter('Flow', 'Welcome')
  await list.filter('Time', 'Today')

  await replays.open.focus()
  await page.keyboard.press('Enter')
  await expect(replays.dialog).toContainText('Narrowed to flow: Welcome, time: today.')
  await expect(replays.dialog).toContainText(
    '12 deliveries of 1 flow can be replayed. The replay takes about 3 seconds.'
  )
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(replays.open).toBeFocused()
  expect((await api.query<unknown[]>('deliveries.replays')).length).toBe(0)

  await replays.open.click()
  await replays.rate('1 per second at most')
  await expect(replays.dialog).toContainText('The replay takes about 12 seconds.')
  await replays.dialog.getByRole('button', { name: 'Replay 12 deliveries' }).click()
  await expect(replays.dialog).toHaveCount(0)
  await expect(replays.bar).toContainText(/\d+ of 12 deliveries replayed so far, at most 1 per second\./)
  await expect(list.row('1replay').first()).toBeVisible()
  await page.reload()
  await expect(replays.bar).toContainText('replayed so far')
  await expectAccessible(page)
  await replays.bar.getByRole('button', { name: 'Stop' }).click()
  await expect(replays.bar).toContainText(/Stopped: \d+ of 12 deliveries replayed/)
  await expect(replays.bar.getByRole('button', { name: 'Dismiss' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(replays.bar).toHaveCount(0)
  await expect(replays.open).toBeFocused()
  const rows = await api.query<{ rows: { replays: number }[] }>('deliveries.list', { flowId: heard.flowId })
  const run = rows.rows.filter(row => row.replays === 1).length
  expect(run).toBeGreaterThan(0)
  expect(run).toBeLessThan(12)
})

test('failed replays are reported, and a restart does not end a replay of many', {
  tag: '@long'
}, async ({ api, page, visitor, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  for (const name of ['ada', 'grace']) await heard.send(joined(`${name}@acme.example`))
  const list = deliveriesList(page)
  const replays = replayMany(page)
  await list.open(heard.flowId)
  await expect(list.row('succeeded')).toHaveCount(2)
  await replays.more.click()
  await replays.open.click()
  await expect(replays.dialog).toContainText('None of the matching deliveries can be replayed')
  await expect(replays.dialog.getByRole('button', { name: 'Replay', exact: true })).toBeDisabled()
  await replays.dialog.getByRole('checkbox', { name: 'Only deliveries whose runs failed' }).click()
  await expect(replays.dialog).toContainText('2 deliveries of 1 flow can be replayed.')
  await replays.rate('50 per second at most')
  await replays.dialog.getByRole('button', { name: 'Replay 2 deliveries' }).click()
  await expect(replays.bar).toContainText('2 deliveries replayed.')

  for (const name of ['linus', 'mira', 'noor', 'olga']) await heard.send(joined(`${name}@acme.example`))
  await expect(list.row('succeeded')).toHaveCount(6)
  await replays.more.click()
  await replays.open.click()
  await replays.dialog.getByRole('checkbox', { name: 'Only deliveries whose runs failed' }).click()
  await replays.rate('1 per second at most')
  await replays.dialog.getByRole('button', { name: 'Replay 6 deliveries' }).click()
  await expect(replays.bar).toContainText('of 6 deliveries replayed so far')
  await installation.stop()
  await installation.restart()
  await page.reload()
  await expect(replays.bar).toContainText('6 deliveries replayed.')
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)
  await replays.bar.getByRole('button', { name: 'Dismiss' }).click()
  await expect(replays.bar).toHaveCount(0)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await replays.more.click()
  await replays.open.click()
  await expect(replays.dialog).toContainText('can be replayed')
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await signInAs(api, visitor, { role: 'viewer', path: '/deliveries' })
  await expect(deliveriesList(visitor).rows).toHaveCount(6)
  await expect(replayMany(visitor).more).toHaveCount(0)
})
