import { pill } from '@hookwright/model'
import { test } from '../fixtures/alert-receiver.ts'
import { deployDraft, makeGreeting, makeListener, turnOn } from '../fixtures/greeting.ts'
import { setFaults } from '../fixtures/practice-faults.ts'
import { shoot, shootPrepared, small } from '../fixtures/shoot.ts'
import { expect } from '../fixtures/test.ts'
import { makeUserFlow } from '../pages/deploy-by-api.ts'

test.setTimeout(240_000)

test('alerts', async ({ api, page, receiver, installation: { practice } }) => {
  await page.goto('/alerts')
  await expect(page.getByText('No alerts')).toBeVisible()
  await shoot(page, 'alerts-none')
  await page.goto('/settings/alerts')
  await expect(page.getByText('No alert destinations')).toBeVisible()
  await shoot(page, 'alerts-send-none')
  const dialog = page.getByRole('dialog')
  await shootPrepared(page, 'alerts-send-form', async () => {
    await page.getByRole('button', { name: 'Add destination' }).click()
    await dialog.getByRole('radio', { name: 'Selected kinds' }).click()
    await dialog.getByRole('textbox', { name: 'Address' }).fill('pager')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByRole('alert').first()).toBeVisible()
  })
  await shootPrepared(page, 'alerts-send-secret', async size => {
    await page.getByRole('button', { name: 'Add destination' }).click()
    if (size === small) {
      await dialog.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.7/hooks')
      await dialog.getByRole('radio', { name: 'Selected kinds' }).click()
      for (const kind of ['Run on hold', 'Registration not removed'])
        await dialog.getByRole('checkbox', { name: kind }).click()
    } else await dialog.getByRole('textbox', { name: 'Address' }).fill(receiver.url)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(dialog.getByRole('textbox', { name: 'Signing secret' })).toBeVisible()
  })
  for (const at of [0, 1]) await page.getByRole('button', { name: 'Send test' }).nth(at).click()
  await expect(page.getByText('Given up')).toBeVisible()
  await shootPrepared(page, 'alerts-send', async () => {
    await expect(page.getByRole('button', { name: 'Send test' })).toHaveCount(2)
    const folded = page.getByRole('button', { name: 'Show sent messages' })
    while ((await folded.count()) > 0) await folded.first().click()
    await expect(page.getByText('Given up')).toBeVisible()
  })

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
  await expect(page.getByRole('button', { name: 'Mark as read' })).toHaveCount(1)
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
  await expect(page.getByRole('region', { name: 'Possibly left at a service' })).toBeVisible()
  await shoot(page, 'alerts-registrations')
})
