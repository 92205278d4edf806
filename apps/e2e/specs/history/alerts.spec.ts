import { pill } from '@hookwright/model'
import { Webhook } from 'standardwebhooks'
import { test } from '../../fixtures/alert-receiver.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener, turnOn } from '../../fixtures/greeting.ts'
import { setFaults } from '../../fixtures/practice-faults.ts'
import { expect } from '../../fixtures/test.ts'
import { makeUserFlow } from '../../pages/deploy-by-api.ts'
import { runsList } from '../../pages/history.ts'

interface Offered {
  connectorId: string
  connectorName: string
  versionId: string
  eventFlowId: string
}

test('a registration whose answer was lost is in the list of alerts, runs a flow, and is sent out with a valid signature', async ({
  api,
  page,
  receiver,
  installation: { practice }
}) => {
  await page.goto('/alerts')
  await expect(page.getByText('No alerts')).toBeVisible()
  const rules = page.getByRole('table', { name: 'Alert rules' })
  await expect(rules.getByRole('columnheader', { name: 'In Hookwright' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Add destination' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address').fill(receiver.url)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const shown = dialog.getByLabel('Signing secret')
  await expect(shown).toHaveValue(/^whsec_/)
  const webhook = new Webhook(await shown.inputValue())
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Send test' }).click()
  await expect(page.getByRole('list', { name: 'Sent messages' })).toContainText('status 204')
  expect(webhook.verify(receiver.heard[0]?.body ?? '', receiver.heard[0]?.headers ?? {})).toMatchObject({
    type: 'alert.test'
  })
  await expectAccessible(page)

  await page.goto('/alerts')
  await expect(rules.getByRole('columnheader').last()).toContainText('Sent')
  const drift = rules.getByRole('switch', { name: 'Send “Drift found”' })
  await drift.click()
  await expect(drift).not.toBeChecked()
  await page.reload()
  await expect(drift).not.toBeChecked()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Run on hold' }).click()
  await expect(page).toHaveURL(/\/runs\?status=on-hold/)

  const offered = await api.query<Offered[]>('events.list')
  const alert = offered.find(({ connectorName }) => connectorName === 'Hookwright')
  if (alert === undefined) throw new Error('The installation offers its alerts.')
  const { connectorId, versionId, eventFlowId } = alert
  const pager = await makeUserFlow(api, {
    ...{ name: 'Page me', connectorId, versionId, eventFlowId },
    inputs: { text: pill('start', 'sentence') }
  })
  await turnOn(api, pager)

  const acme = await makeGreeting(api, practice)
  const acmeVersion = await deployDraft(api, acme.connectorId)
  const welcome = await makeListener(api, practice, { ...acme, versionId: acmeVersion, name: 'Welcome' })
  await setFaults(practice, { create: 'drop-after-create' })
  await api.mutate('subscriptions.switchOn', { flowId: welcome })

  // The page is told: nothing is loaded anew.
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: '1 new alert' })
    .click()
  const list = page.getByRole('list', { name: 'Alerts' })
  await expect(list.getByRole('listitem')).toHaveCount(1)
  await expect(list).toContainText('The result of a registration of the flow “Welcome” at Acme HR is unknown')
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Kind' }).click()
  await page.getByRole('option', { name: 'Run on hold' }).click()
  await expect(page.getByText('No matching alerts')).toBeVisible()
  await expect(page).toHaveURL(/kind=run-on-hold/)
  await page.goto('/alerts?kind=registration-uncertain')
  await list.getByRole('button', { name: 'Mark as read' }).click()
  await expect(page.getByRole('link', { name: '1 new alert' })).toHaveCount(0)
  await list.getByRole('link', { name: 'Open the registration' }).click()
  await expect(page).toHaveURL(/\/registrations\//)

  await runsList(page).open(pager)
  await expect(runsList(page).rows).toHaveCount(1)
  await expect(runsList(page).row('Succeeded')).toHaveCount(1)

  await expect.poll(() => receiver.heard.length).toBe(2)
  const sent = receiver.heard[1]
  expect(webhook.verify(sent?.body ?? '', sent?.headers ?? {})).toMatchObject({
    type: 'registration.uncertain',
    data: { flow: { id: welcome, name: 'Welcome' }, link: expect.stringContaining('/registrations/') }
  })
})
