import { pill, text } from '@hookwright/model'
import { expect, test } from '../../fixtures/test.ts'
import { deployByApi, makeUserFlow } from '../../pages/deploy-by-api.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { eventFlow, userOutputs } from '../../pages/outputs-docs.ts'

test('a flow that is off is tried as a whole, up to a card and with a pin, and the runs are marked as tests', {
  tag: '@full'
}, async ({ api, page }) => {
  const event = await makeFlow(api, { name: 'User created', doc: eventFlow(userOutputs()) })
  const { versionId } = await deployByApi(api, event.connectorId)
  const flowId = await makeUserFlow(api, {
    name: 'Welcome',
    connectorId: event.connectorId,
    versionId,
    eventFlowId: event.flowId,
    inputs: { text: text('Welcome ', pill('start', 'id')) }
  })
  await page.goto(`/flows/${flowId}`)
  await page.getByRole('button', { name: 'Test', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Test this flow' }).click()
  const panel = page.getByRole('tabpanel', { name: 'Test' })
  await expect(panel.getByRole('combobox', { name: 'Values from' })).toHaveText('Example values')
  await panel.getByRole('textbox', { name: 'ID' }).fill('u_7')
  await panel.getByRole('button', { name: 'Run test' }).click()
  await expect(panel.getByText('Succeeded')).toBeVisible()
  const canvas = flowCanvas(page)
  await expect(canvas.card('Compose')).toContainText('Welcome u_7')

  await canvas.card('Compose').getByRole('button', { name: 'More for Compose' }).click()
  await page.getByRole('menuitem', { name: 'Run up to here' }).click()
  await expect(panel.getByText('Runs up to “Compose”')).toBeVisible()
  await panel.getByRole('button', { name: 'Run the whole flow' }).click()
  await canvas.card('Compose').getByRole('button', { name: 'More for Compose' }).click()
  await page.getByRole('menuitem', { name: 'Enter outputs to pin' }).click()
  const pinning = page.getByRole('dialog', { name: 'Pinned outputs of Compose' })
  await pinning.getByRole('textbox').first().fill('Pinned words')
  await pinning.getByRole('button', { name: 'Pin outputs' }).click()
  await expect(canvas.card('Compose')).toContainText('Pinned')
  await panel.getByRole('button', { name: 'Run test' }).click()
  await expect(canvas.card('Compose')).toContainText('Pinned words')

  await page.getByRole('button', { name: 'Close panel' }).click()

  const { rows } = await api.query<{ rows: { kind: string }[] }>('runs.list', { flowId })
  expect(rows.map(({ kind }) => kind)).toEqual(['test', 'test'])
})
