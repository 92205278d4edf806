import type { Receiving } from '@hookwright/model'
import { subscriptionsAt } from '../../fixtures/directory.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { eventOf, makeFlowWithRules } from '../../fixtures/ruled-greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { flowsPage } from '../../pages/flows-page.ts'
import { deliveriesList } from '../../pages/history.ts'
import { registrationDialog } from '../../pages/registration-dialog.ts'

const name = 'Welcome'

/** Receiving rules that do not treat a ping as an event. */
const receiving: Partial<Receiving> = {
  filter: [{ when: [{ of: '{json.type?}', is: 'equal', text: 'ping' }], why: 'it is a ping' }]
}

test('a flow is on only after its Event URL has received the ping of the service', { tag: '@long' }, async ({
  api,
  page,
  context,
  installation: { practice }
}) => {
  const flowId = await makeFlowWithRules(api, practice, { name, receiving, proves: true })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  const panel = flows.panel(name)
  await expect(panel).toContainText('Waiting for its test event at the Event URL')
  await expect(flows.toggle(name)).toHaveAttribute('aria-busy', 'true')
  await expectAccessible(page)
  expect(await subscriptionsAt(practice)).toHaveLength(1)

  const service = await context.newPage()
  await service.goto(practice.url)
  await service.getByRole('button', { name: /^Ping sub_/ }).click()
  await expect(flows.toggle(name)).toHaveText('On')
  await expect(panel).toContainText('The flow is on')

  await page.goto('/registrations')
  await page.getByRole('region', { name: 'Registered' }).getByRole('link', { name }).click()
  await expect(page.getByRole('article', { name: 'Test event, succeeded' })).toBeVisible()
  await expect(page.getByText('Verified by a request')).toBeVisible()
  await expectAccessible(page)
  const deliveries = deliveriesList(page)
  await deliveries.open(flowId)
  await expect(deliveries.row('filtered')).toHaveCount(1)
})

test('the probe flow requests the ping, so that one click turns the flow on', { tag: '@long' }, async ({
  api,
  page,
  installation: { practice }
}) => {
  await makeFlowWithRules(api, practice, { name, receiving, proves: true, pings: true })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle(name).click()
  await expect(flows.toggle(name)).toHaveText('On')
  await page.goto('/registrations')
  await page.getByRole('region', { name: 'Registered' }).getByRole('link', { name }).click()
  const asked = page.getByRole('article', { name: 'Test event, succeeded' })
  await expect(asked).toContainText(/Ask for a ping.*POST .*\/ping → 200/)
  await expectAccessible(page)
})

test('a flow that requests the test event is created and mapped in the registration dialog', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const flowId = await makeFlowWithRules(api, practice, { name, receiving })
  const { connectorId, eventFlowId } = await eventOf(api, flowId)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const event = flowCanvas(page).card('Webhook Event')
  await event.getByRole('button', { name: /^Configure/ }).click()
  const { dialog, apply } = registrationDialog(page)
  const probe = dialog.getByRole('region', { name: /^Probe Flow/ })
  await expect(probe).toBeHidden()
  await dialog.getByRole('button', { name: /^Optional/ }).click()
  await dialog.getByRole('checkbox', { name: 'Verify with a test event' }).check()
  const [tab] = await Promise.all([
    page.waitForEvent('popup'),
    probe.getByRole('button', { name: 'Create new flow' }).click()
  ])
  await expect(flowCanvas(tab).card('Webhook Probe')).toBeVisible()
  await expectAccessible(tab)
  await tab.close()
  await expectAccessible(page)
  await apply()
  await expect(dialog).toBeHidden()
  await expect(event.getByRole('link', { name: 'Open Probe user created' })).toBeVisible()
})

test.describe('with three seconds to register', () => {
  test.use({ serverEnv: { HOOKWRIGHT_REGISTRATION_SECONDS: '3' } })

  test('a service that registers and sends no ping leaves the flow off, with the reason, and nothing at the service', {
    tag: '@long'
  }, async ({ api, page, installation: { practice } }) => {
    await makeFlowWithRules(api, practice, { name, receiving, proves: true })
    const flows = flowsPage(page)
    await flows.open()
    await flows.toggle(name).click()
    const panel = flows.panel(name)
    await expect(panel).toContainText('Waiting for its test event')
    await expect(panel).toContainText('sent nothing to the Event URL within 3 seconds')
    await expect(flows.toggle(name)).toHaveText('Off')
    await expect(flows.chip(name)).toContainText(/^Timed out \d\d:\d\d/)
    await expectAccessible(page)
    await expect.poll(() => subscriptionsAt(practice)).toEqual([])
  })
})
