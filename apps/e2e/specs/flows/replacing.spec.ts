import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { sendUser, turnOn } from '../../fixtures/greeting.ts'
import { setFaults, subscribedUrls } from '../../fixtures/practice-faults.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'

const name = 'Welcome new joiners'

test('registering again shows after a reload, and is cancelled while the flow stays on as it was', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  const before = await subscribedUrls(practice)
  // Long enough to reload, look and cancel on a busy machine.
  await setFaults(practice, { create: 'slow', slowMs: 15_000 })
  const flows = flowsPage(page)
  await flows.open()
  await api.mutate('subscriptions.rotate', { flowId })
  await expect(flows.chip(name)).toContainText('Registering again')
  await page.reload()
  await expect(flows.chip(name)).toContainText('Registering again')
  await expect(flows.toggle(name)).toHaveText('On')
  await flows.chip(name).click()
  const anew = flows.panel(name).getByRole('region', { name: 'Registering again' })
  await expect(anew).toContainText('and stays on.')
  await expect(anew).toContainText('/ 60 s')
  await expect(anew.getByRole('list', { name: 'Log' })).toContainText('POST /api/subscriptions …')
  await expectAccessible(page)
  await anew.getByRole('button', { name: 'Cancel' }).click()
  await expect(anew).toContainText('Registering again was cancelled. The flow is still on.')
  await expect(flows.chip(name)).toContainText(/^Registering again failed at \d\d:\d\d/)
  await expect(flows.toggle(name)).toHaveText('On')
  await expectAccessible(page)
  // The service had made it by then; its late answer tells how it is taken back.
  await setFaults(practice, {})
  await expect.poll(() => subscribedUrls(practice), { timeout: 60_000 }).toEqual(before)
  await sendUser(practice, 'nina@acme.example')
  await expect(flows.row(name)).toContainText('1 run in 24 hours')
})

test('a flow that is turned off while it is registered again leaves neither the one nor the other behind', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await loadSample(api)
  await turnOn(api, flowId)
  await setFaults(practice, { create: 'slow', slowMs: 4_000 })
  const flows = flowsPage(page)
  await flows.open()
  await api.mutate('subscriptions.rotate', { flowId })
  await expect(flows.chip(name)).toContainText('Registering again')
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toHaveText('Off')
  await expect.poll(() => subscribedUrls(practice), { timeout: 30_000 }).toEqual([])
})
