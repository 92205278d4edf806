import { pill } from '@hookwright/model'
import { test } from '../fixtures/alert-receiver.ts'
import { deployDraft, makeGreeting, makeListener, turnOn } from '../fixtures/greeting.ts'
import { setFaults } from '../fixtures/practice-faults.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect } from '../fixtures/test.ts'
import { makeUserFlow } from '../pages/deploy-by-api.ts'

test.setTimeout(240_000)

test('alerts', async ({ api, page, receiver, installation: { practice } }) => {
  await page.goto('/alerts')
  await expect(page.getByText('No alerts')).toBeVisible()
  await shoot(page, 'alerts-none')
  await page.goto('/settings/alerts')
  await expect(page.getByText('No alert endpoints')).toBeVisible()
  await shoot(page, 'alerts-send-none')
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  await page.getByRole('radio', { name: 'Selected kinds' }).click()
  await page.getByRole('textbox', { name: 'Address' }).fill('pager')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await shoot(page, 'alerts-send-form')
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url)
  await page.getByRole('radio', { name: 'All kinds' }).click()
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Signing secret' })).toBeVisible()
  await shoot(page, 'alerts-send-secret')
  await page.getByRole('button', { name: 'Done' }).click()
  await api.mutate('alertEndpoints.add', {
    url: 'http://10.0.0.7/hooks',
    kinds: ['run-on-hold', 'cleanup-stuck']
  })
  await page.reload()
  for (const at of [0, 1]) await page.getByRole('button', { name: 'Send test' }).nth(at).click()
  await expect(page.getByText('Given up')).toBeVisible()
  await shoot(page, 'alerts-send')

  const offered =
    await api.query<{ connectorId: string; versionId: string; eventFlowId: string }[]>('events.list')
  const { connectorId = '', versionId = '', eventFlowId = '' } = offered.at(-1) ?? {}
  const pager = await makeUserFlow(api, {
    ...{ name: 'Page me', connectorId, versionId, eventFlowId },
    inputs: { text: pill('start', 'sentence') }
  })
  await turnOn(api, pager)
  const acme = await makeGreeting(api, practice)
  const acmeVersion = await deployDraft(api, acme.connectorId)
  await setFaults(practice, { create: 'drop-after-create' })
  for (const name of ['Welcome newcomers', 'Tell the facility team about newcomers']) {
    const flowId = await makeListener(api, practice, { ...acme, versionId: acmeVersion, name })
    await api.mutate('subscriptions.switchOn', { flowId })
  }
  await page.goto('/alerts')
  await expect(page.getByRole('list', { name: 'Alerts' }).getByRole('listitem')).toHaveCount(2)
  await page.getByRole('button', { name: 'Mark as read' }).last().click()
  await shoot(page, 'alerts')
  await page.goto(`/flows/${pager}`)
  await expect(page.getByRole('switch').first()).toBeVisible()
  await shoot(page, 'alerts-flow')
  await page.goto(`/flows/${pager}/deliveries`)
  await expect(page.getByText('ALERT').first()).toBeVisible()
  await shoot(page, 'alerts-deliveries')
  await page.goto(`/flows/${pager}/why`)
  await expect(page.getByText('The last run succeeded.')).toBeVisible()
  await shoot(page, 'alerts-why')
  await page.goto('/registrations')
  await shoot(page, 'alerts-registrations')
})
