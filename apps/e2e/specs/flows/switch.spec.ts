import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { sendUser } from '../../fixtures/greeting.ts'
import { setFaults, subscribedUrls } from '../../fixtures/practice-faults.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'

const name = 'Welcome new joiners'

test('[scenario 28, 32] one click turns a flow on, the service holds its Event URL, and one click turns it off', async ({
  api,
  page,
  installation: { practice }
}) => {
  const { flowId } = await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  const toggle = flows.toggle(name)
  await expect(toggle).not.toBeChecked()
  await expect(toggle).toHaveText('Off')
  await setFaults(practice, { create: 'slow', slowMs: 1_500 })
  await toggle.click()
  await expect(toggle).toHaveAttribute('aria-busy', 'true')
  const panel = flows.panel(name)
  await expect(panel).toContainText('Turning on…')
  await expect(panel).toContainText('/ 60 s')
  await expect(panel.getByRole('list', { name: 'Log' })).toContainText('Event URL created')
  await expect(toggle).toBeFocused()
  await expectAccessible(page)

  await expect(toggle).toBeChecked()
  await expect(toggle).toHaveText('On')
  await expect(panel).toContainText('The flow is on')
  await expect(panel.getByRole('list', { name: 'Log' })).toContainText('POST /api/subscriptions → 201')
  await expectAccessible(page)
  const [subscription] = await api.query<{ id: string }[]>('subscriptions.list', { flowId })
  const eventUrl = await api.query<string>('subscriptions.eventUrl', { subscriptionId: subscription?.id })
  expect(await subscribedUrls(practice)).toEqual([eventUrl])
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  await toggle.click()
  await expect(toggle).not.toBeChecked()
  await expect(toggle).toHaveText('Off')
  expect(await subscribedUrls(practice)).toEqual([])
  expect((await fetch(eventUrl, { method: 'POST', body: '{}' })).status).toBe(410)
})

test('a click shows before the server has answered it', { tag: '@long' }, async ({ api, page }) => {
  await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  let answer = (): void => {}
  const held = new Promise<void>(resolve => {
    answer = resolve
  })
  await page.route('**/trpc/subscriptions.switchOn*', async route => {
    await held
    await route.continue()
  })
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toHaveAttribute('aria-busy', 'true')
  await expect(flows.toggle(name)).not.toBeChecked()
  await expect(flows.panel(name)).toContainText('Turning on…')
  answer()
  await expect(flows.toggle(name)).toBeChecked()
})

test('[scenario 29] an event that arrives shows in the open list without a reload', { tag: '@full' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(flows.row(name).getByRole('link', { name: '0 runs in 24 hours', exact: true })).toBeVisible()
  await sendUser(practice, 'nina@acme.example')
  await expect(flows.row(name).getByRole('link', { name: '1 run in 24 hours', exact: true })).toBeVisible()
  await expect(flows.row(name).getByRole('link', { name: /^Last run of .*: succeeded/ })).toBeVisible()
  await expectAccessible(page)
})

test('a refused registration is shown beside the switch, with the answer of the service and the failed card', {
  tag: '@full'
}, async ({ api, page, context, installation: { practice } }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await loadSample(api)
  await setFaults(practice, { create: '403' })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  const panel = flows.panel(name)
  await expect(panel).toContainText('Could not turn on')
  await expect(panel).toContainText('the service responded with 403')
  await expect(panel).toContainText('Response of Acme HR:')
  await expect(panel).toContainText('refuses to create this subscription')
  await expect(panel).toContainText('No registration was left at the service.')
  await expect(flows.chip(name)).toContainText(/^Refused \d\d:\d\d·Why\?$/)
  await expect(flows.toggle(name)).toHaveText('Off')
  await expectAccessible(page)
  expect(await subscribedUrls(practice)).toEqual([])

  await panel.getByRole('button', { name: 'Copy report' }).click()
  await expect(page.getByText('Report copied.')).toBeVisible()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('→ 403')

  await setFaults(practice, {})
  await panel.getByRole('button', { name: 'Try again' }).click()
  await expect(flows.toggle(name)).toBeChecked()
  await expect(flows.chip(name)).toHaveCount(0)
})

test('the failing card is one click away', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  await loadSample(api)
  await setFaults(practice, { create: 'html' })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await expect(flows.panel(name)).toContainText('was answered with text/html')
  await expect(flows.panel(name)).toContainText('may still exist at the service')
  await page.reload()
  await flows.chip(name).click()
  await flows.panel(name).getByRole('link', { name: 'Open failed card' }).click()
  await expect(page).toHaveURL(/\/connectors\/[^/]+\/flows\/[^/]+\?card=/)
  await expect(page.getByRole('navigation', { name: 'Breadcrumb' })).toContainText('Register')
})

test('all blockers are listed at once, each with a link to its fix', {
  tag: '@full'
}, async ({ api, page }) => {
  const { flowId } = await loadSample(api)
  const { flow } = await api.query<{
    flow: { draftNo: number; doc: { strip: string[]; cards: Record<string, { config: object }> } }
  }>('flows.get', { flowId })
  const [start = ''] = flow.doc.strip
  const card = flow.doc.cards[start]
  if (card === undefined) throw new Error('The sample has no start card.')
  card.config = { ...card.config, connectionId: null }
  const about = { name, description: '', active: true, saveAll: true }
  const doc = {
    ...flow.doc,
    strip: [...flow.doc.strip, 'ask'],
    cards: {
      ...flow.doc.cards,
      ask: { id: 'ask', type: 'raw-request', config: { method: 'GET' }, inputs: {} }
    }
  }
  await api.mutate('flows.save', { flowId, baseDraft: flow.draftNo, ...about, doc })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  const panel = flows.panel(name)
  await expect(panel).toContainText('The flow cannot be turned on yet')
  await expect(panel.getByRole('list', { name: 'Problems' }).getByRole('listitem')).toHaveCount(2)
  await expect(flows.toggle(name)).toHaveText('Off')
  await expectAccessible(page)
  await panel.getByRole('link', { name: 'Show' }).first().click()
  await expect(page).toHaveURL(new RegExp(`/flows/${flowId}\\?.*card=`))
})

test('a service that refuses to deregister leaves the flow off, with a warning that something may be left', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  await loadSample(api)
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toBeChecked()
  await page.keyboard.press('Escape')
  await setFaults(practice, { remove: '500' })
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toHaveText('Off')
  await expect(flows.chip(name)).toContainText('1 to clean up')
  await flows.chip(name).click()
  await expect(flows.panel(name)).toContainText('A registration may still exist at the service')
  await expect(flows.panel(name)).toContainText('The next retry is at')
  await expectAccessible(page)
  await flows.panel(name).getByRole('button', { name: 'Retry now' }).click()
  await expect(flows.panel(name)).toContainText('Retried 1 time.')
  await flows.panel(name).getByRole('textbox', { name: 'Reason for closing' }).fill('Removed by hand')
  await flows.panel(name).getByRole('button', { name: 'Close entry' }).press('Enter')
  await expect(flows.chip(name)).toHaveCount(0)
  await expect(flows.toggle(name)).toBeFocused()
})
