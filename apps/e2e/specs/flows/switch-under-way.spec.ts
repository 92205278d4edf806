import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { setFaults, subscribedUrls } from '../../fixtures/practice-faults.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'

const name = 'Welcome new joiners'

test.describe('with three seconds to register', () => {
  test.use({ serverEnv: { HOOKWRIGHT_REGISTRATION_SECONDS: '3' } })

  test('a service that never answers times out at the end of the ring, and the flow is off with the reason', {
    tag: '@long'
  }, async ({ api, page, installation: { practice } }) => {
    await loadSample(api)
    await setFaults(practice, { create: 'hang' })
    const flows = flowsPage(page)
    await flows.open()
    await flows.toggle(name).click()
    const panel = flows.panel(name)
    await expect(panel).toContainText('/ 3 s')
    await expect(flows.chip(name)).toContainText(/^Timed out \d\d:\d\d/)
    await expect(panel).toContainText('did not finish within 3 seconds')
    await expect(flows.toggle(name)).toHaveText('Off')
    await expectAccessible(page)
  })
})

test('a second click asks whether to cancel, and then leaves nothing behind', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  await loadSample(api)
  await setFaults(practice, { create: 'slow', slowMs: 10_000 })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  const panel = flows.panel(name)
  await expect(panel).toContainText('Turning on…')
  await flows.toggle(name).click()
  await expect(panel).toContainText('Cancel turning on?')
  await panel.getByRole('button', { name: 'Keep going' }).click()
  await expect(panel).toContainText('Turning on…')
  await flows.toggle(name).click()
  await panel.getByRole('button', { name: 'Cancel turning on' }).click()
  await expect(flows.toggle(name)).toHaveText('Off')
  await expect(flows.chip(name)).toContainText(/^Cancelled/)
  // The service had made it by then; what its late answer tells is used to take it back.
  await expect.poll(() => subscribedUrls(practice), { timeout: 30_000 }).toEqual([])
})

test('turning on survives a reload, and another tab shows the same and may cancel it', {
  tag: '@full'
}, async ({ api, page, context, installation: { practice } }) => {
  await loadSample(api)
  await setFaults(practice, { create: 'hang' })
  const flows = flowsPage(page)
  await flows.open()
  const other = await context.newPage()
  const others = flowsPage(other)
  await others.open()
  await flows.toggle(name).click()
  await expect(others.toggle(name)).toHaveAttribute('aria-busy', 'true')
  await page.reload()
  await expect(flows.toggle(name)).toHaveAttribute('aria-busy', 'true')
  await flows.chip(name).click()
  const log = flows.panel(name).getByRole('list', { name: 'Log' })
  await expect(log).toContainText('POST /api/subscriptions …')
  await flows.toggle(name).click()
  await expect(flows.panel(name)).toContainText('Cancel turning on?')
  await expectAccessible(page)
  await others.chip(name).click()
  await others.panel(name).getByRole('button', { name: 'Cancel', exact: true }).click()
  for (const tab of [flows, others]) {
    await expect(tab.toggle(name)).toHaveText('Off')
    await expect(tab.chip(name)).toContainText('Cancelled')
  }
})

test('the switch and its panel are worked by keyboard alone', { tag: '@full' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  await loadSample(api)
  await setFaults(practice, { create: '403' })
  const flows = flowsPage(page)
  await flows.open()
  const panel = flows.panel(name)
  await flows.toggle(name).focus()
  await page.keyboard.press('Space')
  await expect(panel).toContainText('Could not turn on')
  await expect(flows.toggle(name)).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(panel.getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(flows.toggle(name)).toBeFocused()
  // The chip stands before the switch, so that it never moves it.
  await page.keyboard.press('Shift+Tab')
  await expect(flows.chip(name)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(panel).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(panel).toBeHidden()
  await page.keyboard.press('Tab')
  await expect(flows.toggle(name)).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: `More for ${name}` })).toBeFocused()
})

test('trying again and cancelling by key leave the focus at the switch, not at a button that came in place of the pressed one', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  await loadSample(api)
  await setFaults(practice, { create: '403' })
  const flows = flowsPage(page)
  await flows.open()
  const panel = flows.panel(name)
  await flows.toggle(name).press('Space')
  await expect(panel).toContainText('Could not turn on')
  await setFaults(practice, { create: 'slow', slowMs: 20_000 })
  await panel.getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(panel).toContainText('Turning on…')
  await expect(flows.toggle(name)).toBeFocused()
  await panel.getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(flows.toggle(name)).toBeFocused()
  await expect(panel).toContainText('Turning on was cancelled')
  await expect(flows.toggle(name)).toBeFocused()
})
