import { activateUsersFlow, joined } from '../fixtures/active-flow.ts'
import { subscriptionsAt } from '../fixtures/directory.ts'
import { turnOnExpiring } from '../fixtures/expiring.ts'
import { deployDraft, makeGreeting, makeListener, turnOn } from '../fixtures/greeting.ts'
import { setFaults } from '../fixtures/practice-faults.ts'
import { eventOf, makeFlowWithRules } from '../fixtures/ruled-greeting.ts'
import { shoot, shootPrepared } from '../fixtures/shoot.ts'
import { openSignedFlow } from '../fixtures/signed-flow.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { flowsPage } from '../pages/flows-page.ts'
import { deliveriesList, runPage, runsList } from '../pages/history.ts'
import { registrationDialog } from '../pages/registration-dialog.ts'

test.setTimeout(300_000)

test('registrations and cleanup entries are listed and opened', async ({
  api,
  page,
  installation: { practice }
}) => {
  await page.goto('/registrations')
  await expect(page.getByText('No registrations')).toBeVisible()
  await shoot(page, 'registrations-none')

  const heard = await openSignedFlow(api, practice, 'Welcome, signed')
  const use = await eventOf(api, heard.flowId)
  const flowId = await makeListener(api, practice, { ...use, name: 'Wave to newcomers' })
  await turnOn(api, flowId)
  await setFaults(practice, { remove: '500' })
  await api.mutate('subscriptions.switchOff', { flowId })
  await setFaults(practice, { create: 'drop-after-create', remove: '500' })
  await api.mutate('subscriptions.switchOn', { flowId })
  await expect
    .poll(async () => (await api.query<{ status: { is: string } }[]>('subscriptions.list', { flowId }))[0])
    .toMatchObject({ status: { is: 'ended' } })
  await setFaults(practice, { remove: '500' })
  expect(await heard.send('evt_1')).toBe(202)
  expect(await heard.send('evt_2', { key: 'guessed' })).toBe(401)
  await api.mutate('subscriptions.rotate', { flowId: heard.flowId })
  await page.goto('/registrations')
  await expect(
    page.getByText('This registration still accepts events alongside its replacement')
  ).toBeVisible()
  await shoot(page, 'registrations')

  const registered = page.getByRole('region', { name: 'Registered' })
  await registered.getByRole('link', { name: 'Welcome, signed' }).last().click()
  await expect(page.getByText('Key 1 last matched')).toBeVisible()
  await shoot(page, 'registration-replaced')
  await page.goto('/registrations')
  await registered.getByRole('link', { name: 'Welcome, signed' }).first().click()
  await expect(page.getByRole('button', { name: 'Rotate Event URL' })).toBeVisible()
  await shoot(page, 'registration-on')
  const left = page.getByRole('region', { name: 'Possibly left at a service' })
  await page.goto('/registrations')
  await left.getByRole('link').last().click()
  await expect(page.getByRole('button', { name: 'Retry now' })).toBeVisible()
  await shoot(page, 'registration-left')
  await page.goto('/registrations')
  await left.getByRole('link').first().click()
  await expect(page.getByRole('button', { name: 'Close entry' })).toBeVisible()
  await shoot(page, 'registration-uncertain')
  await page.getByRole('textbox', { name: 'Reason for closing' }).fill('I removed it in their console')
  await page.getByRole('button', { name: 'Close entry' }).click()
  await expect(page.getByText('I removed it in their console')).toBeVisible()
  await shoot(page, 'registration-closed')

  const deliveries = deliveriesList(page)
  await deliveries.open()
  await expect(deliveries.row('succeeded')).toHaveCount(1)
  await shoot(page, 'deliveries-signed')
  const runs = runsList(page)
  await runs.open()
  await expect(runs.row('succeeded').first()).toBeVisible()
  await shoot(page, 'runs-signed')
})

test('a flow is proven by a test event of its service', async ({ api, page, installation: { practice } }) => {
  const proven = await makeFlowWithRules(api, practice, { name: 'Welcome', proves: true })
  const flows = flowsPage(page)
  await flows.open()
  await flows.toggle('Welcome').click()
  await expect(flows.panel('Welcome')).toContainText('Waiting for its test event')
  await shoot(page, 'switch-waits-for-test-event')
  const [{ url } = { url: '' }] = await subscriptionsAt(practice)
  await fetch(url, { method: 'POST', body: JSON.stringify(joined('ada@acme.example')) })
  await expect(flows.toggle('Welcome')).toHaveText('On')
  await page.goto('/registrations')
  await page.getByRole('region', { name: 'Registered' }).getByRole('link', { name: 'Welcome' }).click()
  await expect(page.getByText('Verified by a request')).toBeVisible()
  await shoot(page, 'registration-proven')

  const { connectorId, eventFlowId } = await eventOf(api, proven)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  await flowCanvas(page)
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
    .click()
  const box = registrationDialog(page).dialog.getByRole('checkbox', { name: 'Verify with a test event' })
  await box.scrollIntoViewIfNeeded()
  await expect(box).toBeChecked()
  await shoot(page, 'registration-proves')
})

test.describe('with three seconds to register', () => {
  test.use({ serverEnv: { HOOKWRIGHT_REGISTRATION_SECONDS: '3' } })

  test('a service sends no test event', async ({ api, page, installation: { practice } }) => {
    const flowId = await makeFlowWithRules(api, practice, { name: 'Welcome', proves: true })
    const flows = flowsPage(page)
    await flows.open()
    await flows.toggle('Welcome').click()
    await expect(flows.chip('Welcome')).toContainText(/^Timed out/)
    await shoot(page, 'switch-not-proven')
    const [newest] = await api.query<{ id: string }[]>('subscriptions.list', { flowId })
    await page.goto(`/registrations/${newest?.id}`)
    await expect(page.getByRole('article', { name: 'Test event, timed out' })).toBeVisible()
    await shoot(page, 'registration-not-proven')
  })
})

test('a server has moved to another address', async ({ api, page, installation }) => {
  const { practice, url } = installation
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  for (const name of ['Welcome', 'Wave', 'Greet']) {
    await turnOn(api, await makeListener(api, practice, { connectorId, eventFlowId, versionId, name }))
  }
  await installation.stop()
  await installation.restart({ HOOKWRIGHT_PUBLIC_URL: url.replace('127.0.0.1', 'localhost') })
  const flows = flowsPage(page)
  await flows.open()
  const moved = page.getByRole('region', { name: 'Changed public URL' })
  await expect(moved).toContainText('3 flows')
  await shoot(page, 'flows-moved')
  await page.goto('/registrations')
  await expect(moved).toContainText('3 flows')
  await shoot(page, 'registrations-moved')
  await setFaults(practice, { create: 'slow', slowMs: 20_000 })
  await flows.open()
  await moved.getByRole('button', { name: 'Register 3 flows again' }).click()
  await expect(moved).toContainText('of 3 flows done')
  await expect(page.getByRole('button', { name: /^Registering again · Log/ }).first()).toBeVisible()
  await shoot(page, 'flows-moving')
  await page
    .getByRole('button', { name: /^Registering again · Log/ })
    .first()
    .click()
  await expect(page.getByRole('region', { name: 'Registering again' })).toBeVisible()
  await shoot(page, 'switch-registering-anew')
})

test('a subscription whose renewal failed', async ({ api, page, installation: { practice } }) => {
  const { flowId } = await turnOnExpiring(api, practice, 15)
  await expect.poll(async () => (await subscriptionsAt(practice)).length).toBe(1)
  await setFaults(practice, { create: '403' })
  await page.goto(`/flows/${flowId}`)
  const gaps = page.getByRole('list', { name: 'Gaps' })
  await expect(gaps).toContainText('Events may have been missed since', { timeout: 40_000 })
  await shoot(page, 'life-gap-open')
  await setFaults(practice, {})
  await page.getByRole('button', { name: 'Renew now' }).click()
  await expect(gaps).toContainText('Events may have been missed from')
  await shoot(page, 'life-gap-closed')
})

test('a run says that its delivery was not signed', async ({ api, page, installation: { practice } }) => {
  const users = await activateUsersFlow(api, practice, { name: 'Welcome' })
  await users.send(joined('ada@acme.example'))
  const runs = runsList(page)
  await runs.open(users.flowId)
  await runs.link(runs.rows.last()).click()
  await shootPrepared(page, 'run-unsigned', async () => {
    await runPage(page).showRun()
    await expect(page.getByRole('main').getByText(/^Unsigned: /)).toBeVisible()
  })
})
