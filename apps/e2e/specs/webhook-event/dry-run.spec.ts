import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { setFaults, subscribedUrls } from '../../fixtures/practice-faults.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { registrationDialog } from '../../pages/registration-dialog.ts'

// review: screens 2, screens 8
test('a dry run has the real controls of options, a clock and Cancel, and what it leaves is on Registrations', async ({
  api,
  page,
  installation: { practice }
}) => {
  const { connectorId, eventFlowId } = await loadSample(api)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  await flowCanvas(page)
    .card('Webhook Event')
    .getByRole('button', { name: /^Configure/ })
    .click()
  const { dialog } = registrationDialog(page)
  const dry = dialog.getByRole('region', { name: /^Dry run/ })
  await dry.getByRole('combobox', { name: 'Department' }).click()
  await page.getByRole('option', { name: 'No value' }).click()
  await dry.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dry).toContainText('Nothing is left at the service')
  expect(await subscribedUrls(practice)).toEqual([])

  await setFaults(practice, { create: 'hang' })
  await dry.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dry.getByText(/^Registering: \d+ of 60 s$/)).toBeVisible()
  await dry.getByRole('button', { name: 'Cancel dry run' }).click()
  await expect(dry).toContainText('The registration may still exist at the service.')
  await expectAccessible(page)
  await dry.getByRole('link', { name: 'Open Registrations' }).click()
  const left = page.getByRole('region', { name: 'Possibly left at a service' })
  await expect(left).toContainText('A dry run could not remove this registration: The dry run was cancelled.')
  await left.getByRole('button', { name: /^Close/ }).click()
  await left.getByLabel('Reason for closing').fill('Looked at the service: nothing is there')
  await left.getByRole('button', { name: 'Close entry' }).click()
  await expect(left).toBeHidden()
})
