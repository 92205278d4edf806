import { subscriptionsAt } from '../../fixtures/directory.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { makeExpiring, turnOnExpiring } from '../../fixtures/expiring.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { small } from '../../fixtures/shoot.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { registrationDialog } from '../../pages/registration-dialog.ts'

test('a flow shows the next renewal of its subscription, which can be renewed at once', async ({
  api,
  page,
  installation: { practice }
}) => {
  const { flowId } = await turnOnExpiring(api, practice)
  await page.goto(`/flows/${flowId}`)
  const life = page.getByRole('region', { name: 'Subscription at the service' })
  await expect(life).toContainText('Renews in 2 days; expires at the service on')
  await expect(flowCanvas(page).card('Connector event')).toContainText('renews in 2 days')
  await expectAccessible(page)
  await life.getByRole('button', { name: 'Renew now' }).click()
  // Ten days, a fifth of them before its end.
  await expect(life).toContainText(/Renews in [78] days/)
  expect(await subscriptionsAt(practice)).toHaveLength(1)
})

test('a failed renewal shows the time since events may be missed, and the whole gap once it is registered again', {
  tag: '@long'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await turnOnExpiring(api, practice, 12)
  await expect.poll(async () => (await subscriptionsAt(practice)).length).toBe(1)
  await setFaults(practice, { create: '403' })
  await page.goto(`/flows/${flowId}`)
  const life = page.getByRole('region', { name: 'Subscription at the service' })
  const gaps = life.getByRole('list', { name: 'Gaps' })
  await expect(gaps).toContainText(/Events may have been missed since \d+ \w+ \d{4}, \d\d:\d\d\./, {
    timeout: 30_000
  })
  await expect(gaps).toContainText('The service ended the subscription before it was renewed.')
  await expect(life).toContainText(/Renewal failed; retries (within|in) /)
  // Also what the service said, with the way to all that was tried.
  await expect(life).toContainText('403')
  await expect(flowCanvas(page).card('Connector event').getByText('expired')).toBeInViewport({ ratio: 1 })
  await expectAccessible(page)
  await page.goto('/registrations')
  const missed = page.getByRole('region', { name: 'Events may be missed' })
  await expect(missed).toContainText('expired')
  await expect(missed).toContainText('The service ended the subscription before it was renewed.')
  await expectAccessible(page)
  await page.goBack()
  await life.getByRole('link', { name: 'Show attempts' }).click()
  await expect(page.getByRole('article', { name: 'Renewal, failed' }).first()).toBeVisible()
  await page.goBack()
  await setFaults(practice, {})
  await life.getByRole('button', { name: 'Renew now' }).click()
  // The day is said once where it is the same, seconds where the minute is.
  await expect(gaps.getByRole('listitem').first()).toContainText(
    /Events may have been missed from \d+ \w+ \d{4}, \d\d:\d\d(:\d\d)? to (\d+ \w+ \d{4}, )?\d\d:\d\d(:\d\d)?\./
  )
  await expectAccessible(page)
  await page.setViewportSize(small)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})

test('screens row 72: an unowned subscription at the service is found, reported to the maker, and removed', {
  tag: '@full'
}, async ({ api, page, installation: { practice, url } }) => {
  const { connectorId, flowId } = await turnOnExpiring(api, practice)
  await expect.poll(async () => (await subscriptionsAt(practice)).length).toBe(1)
  await fetch(`${practice.url}/api/subscriptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${practice.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url: `${url}/e/h${'a'.repeat(43)}`, eventType: 'user.created' })
  })
  await page.goto(`/flows/${flowId}`)
  const compare = page.getByRole('button', { name: 'Compare with the service' })
  await compare.click()
  await expect(page.getByText('The service has 1 registration that no flow here uses')).toBeVisible()
  await page.goto(`/connectors/${connectorId}`)
  const left = page.getByRole('region', { name: 'Registrations left at the service' })
  await expect(left).toContainText('No subscription in Hookwright has this Event URL.')
  await expect(left).toContainText('/e/…aaaa')
  await expectAccessible(page)
  await left.getByRole('button', { name: /^Remove sub_.* at the service$/ }).click()
  await expect(left).toBeHidden()
  expect(await subscriptionsAt(practice)).toHaveLength(1)
})

test('a subscription lost at the service is reported, and registered again from its flow', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { flowId } = await turnOnExpiring(api, practice, null)
  await expect.poll(async () => (await subscriptionsAt(practice)).length).toBe(1)
  const [lost] = await subscriptionsAt(practice)
  await page.goto(`/flows/${flowId}`)
  const life = page.getByRole('region', { name: 'Subscription at the service' })
  const anew = life.getByRole('button', { name: 'Register again' })
  await expect(life).toContainText('The subscription does not expire.')
  await expect(anew).toHaveCount(0)
  await fetch(`${practice.url}/api/subscriptions/${lost?.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${practice.apiKey}` }
  })
  await life.getByRole('button', { name: 'Compare with the service' }).click()
  const told = page.getByRole('region', { name: 'Messages' })
  await expect(told).toContainText('The service does not list this flow’s subscription')
  await expect(life.getByRole('list', { name: 'Gaps' })).toContainText('Events may have been missed since')
  await expect(anew).toHaveCount(1)
  await expectAccessible(page)
  await told.getByRole('button', { name: 'Register again' }).click()
  await expect(life.getByRole('list', { name: 'Gaps' })).toContainText('Events may have been missed from')
  await expect(anew).toHaveCount(0)
  const [registered, ...others] = await subscriptionsAt(practice)
  expect(others).toEqual([])
  expect(registered?.url).not.toBe(lost?.url)
})

test('screens row 73: scenario 10: a dry run registers and removes again, card by card, and leaves nothing at the service', {
  tag: '@full'
}, async ({ api, page, installation: { practice } }) => {
  const { connectorId, eventFlowId } = await makeExpiring(api, practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: practice.apiKey }
  })
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  await flowCanvas(page)
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
    .click()
  const { dialog } = registrationDialog(page)
  const dry = dialog.getByRole('region', { name: /^Dry run/ })
  await expect(dry.getByRole('combobox', { name: 'Test connection' })).toContainText('Acme test')
  await dry.getByRole('button', { name: 'Run' }).click()
  await expect(dry).toContainText('Nothing is left at the service')
  // What came of it is brought to whoever pressed Run, however far below it stands.
  await expect(dry.getByText('Nothing is left at the service')).toBeInViewport({ ratio: 1 })
  const logs = dry.getByRole('list', { name: 'Log' })
  await expect(logs.first()).toContainText(/Create subscription.*POST .*\/subscriptions → 201/)
  await expect(logs.last()).toContainText(/Remove subscription.*DELETE .* → 204/)
  await expectAccessible(page)
  expect(await subscriptionsAt(practice)).toEqual([])
})
