import type { Page } from '@playwright/test'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, makeListener, saidBy, sendUser, turnOn } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowsPage } from '../../pages/flows-page.ts'
import { deliveriesList, inspector } from '../../pages/history.ts'

const NAME = 'Greet newcomers'

/** Opens the clear dialog, chooses a period, and confirms. */
const clear = async (page: Page, button: string, choice: string): Promise<void> => {
  await page.getByRole('button', { name: button }).click()
  const asked = page.getByRole('alertdialog', { name: 'Clear data?' })
  await asked.getByRole('radio', { name: choice }).click()
  await expectAccessible(page)
  await asked.getByRole('button', { name: 'Clear data' }).click()
  await asked.waitFor({ state: 'hidden' })
}

test('[row 111a, 111b] values are redacted by their places, cleared in both ways, and kept for days that an admin sets', async ({
  page,
  api,
  installation: { practice }
}) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, practice)
  const versionId = await deployDraft(api, connectorId)
  const flowId = await makeListener(api, practice, { connectorId, eventFlowId, versionId, name: NAME })
  await turnOn(api, flowId)
  const list = flowsPage(page)
  const data = page.getByRole('dialog', { name: `Data of ${NAME}` })

  await test.step('a place is named on the flow, and one that is none is not taken', async () => {
    await list.open()
    await list.menu(NAME, 'Stored data')
    const places = data.getByRole('textbox', { name: 'Redacted values' })
    await places.fill('record.email')
    await expect(data.getByText('“record.email” is not a valid path')).toBeVisible()
    await expect(data.getByRole('button', { name: 'Save' })).toBeDisabled()
    await places.fill('body.record.email')
    await data.getByRole('button', { name: 'Save' }).click()
    await expect(
      page.getByText('The rules apply to deliveries whose last run has not ended yet')
    ).toBeVisible()
  })

  await test.step('the run has the value, and history shows the mark in its place', async () => {
    await sendUser(practice, 'ada@acme.example')
    await expect.poll(() => saidBy(api, flowId)).toEqual(['Hello, [redacted]'])
    const deliveries = deliveriesList(page)
    await deliveries.open()
    await deliveries.link(deliveries.rows.first()).click()
    const look = inspector(page)
    const request = await look.tab('Request')
    await expect(
      request.getByText('The values at body.record.email are replaced by a placeholder')
    ).toBeVisible()
    await expect(request.getByText(/\[redacted\]/)).toBeVisible()
    await expect(page.getByText('ada@acme.example')).toHaveCount(0)
    await expectAccessible(page)
    await expect(look.replay).toBeDisabled()
  })

  await test.step('clearing says what goes and what it took, and saving goes on', async () => {
    await list.open()
    await list.menu(NAME, 'Stored data')
    await expect(data.getByText(/^1 delivery, \d/)).toBeVisible()
    await clear(page, 'Clear data', 'Clear data and keep saving')
    await expect(data.getByText('Cleared 2 bodies and traces.')).toBeVisible()
    await expect(data.getByText(/^0 deliveries, 0 B/)).toBeVisible()
    await expect(data.getByText(/^On: values are kept for 30 days/)).toBeVisible()
    await sendUser(practice, 'bea@acme.example')
    await expect
      .poll(() => api.query('keeping.ofFlow', { flowId }))
      .toMatchObject({ saveAll: true, kept: { deliveries: 1, runs: 1 } })
  })

  await test.step('or stops', async () => {
    await clear(page, 'Clear data', 'Clear data and stop saving')
    await expect(data.getByText(/^Off: values are erased/)).toBeVisible()
    await page.keyboard.press('Escape')
    const deliveries = deliveriesList(page)
    await deliveries.open()
    await expect(deliveries.rows).toHaveCount(2)
  })

  await test.step('an admin sets the days and sees the size of all', async () => {
    await page.getByRole('link', { name: 'Settings' }).click()
    await page
      .getByRole('navigation', { name: 'Settings pages' })
      .getByRole('link', { name: 'Retention' })
      .click()
    await page.getByRole('textbox', { name: 'Days for values' }).fill('40')
    await expect(page.getByText('cannot be kept longer')).toBeVisible()
    await page.getByRole('textbox', { name: 'Days for values' }).fill('14')
    await page.getByRole('textbox', { name: 'Days for history' }).fill('90')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved. Data past its retention period')).toBeVisible()
    expect(await api.query('keeping.rules')).toEqual({ payloadDays: 14, metadataDays: 90, redaction: [] })
    const size = page.getByRole('region', { name: 'Size on disk' })
    await expect(size.getByText(/[kM]B, .* free/)).toBeVisible()
    await clear(page, 'Clear data of all flows', 'Clear data and keep saving')
    await expect(page.getByText('There was nothing to clear.')).toBeVisible()
    await expectAccessible(page)
  })
})
