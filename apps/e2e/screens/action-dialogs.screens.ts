import { pill } from '@hookwright/model'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../pages/flow-docs.ts'
import { inputsDialog } from '../pages/inputs-dialog.ts'
import { outputsDialog } from '../pages/outputs-dialog.ts'
import { groupOf, optionField, outputField } from '../pages/outputs-docs.ts'

test('an action is set up by its maker', async ({ api, page }) => {
  test.setTimeout(240_000)
  const channel = optionField('channel', 'Channel', true, ['General', 'Random'])
  const doc = flowOf(
    card('start', 'action', {
      config: {
        options: [channel],
        groups: [
          groupOf(
            'message',
            'Message',
            optionField('text', 'Text'),
            optionField('priority', 'Priority', false, ['High', 'Low'])
          ),
          {
            ...(groupOf('details', 'Details', outputField('at', 'Send at', 'date')) as object),
            extensible: true
          }
        ],
        selectable: true
      }
    }),
    card('parse', 'json-parse', { inputs: { text: pill('start', 'text') } }),
    card('return', 'return-outputs', {
      config: {
        groups: [groupOf('posted', 'Posted message', outputField('id', 'ID', 'number'))],
        runMode: true
      }
    })
  )
  const { path, connectorId } = await makeFlow(api, { name: 'Post message', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Connector Action')).toBeVisible()
  await shoot(page, 'action-maker-canvas')
  await canvas.card('Connector Action').getByRole('button', { name: 'Edit: Inputs' }).click()
  const inputs = inputsDialog(page)
  await expect(inputs.dialog).toBeVisible()
  await shoot(page, 'action-maker-inputs')
  await inputs.selectable.scrollIntoViewIfNeeded()
  await shoot(page, 'action-maker-inputs-end')
  await inputs.group('Message').getByRole('button', { name: 'Remove Text' }).click()
  await expect(page.getByRole('alertdialog', { name: 'Remove the input “Text”?' })).toBeVisible()
  await shoot(page, 'action-maker-inputs-used')
  await page.getByRole('button', { name: 'Cancel' }).last().click()
  await inputs.dialog.getByRole('button', { name: 'Cancel' }).click()
  await outputsDialog(page).open()
  await expect(outputsDialog(page).dialog).toContainText(
    'Run mode is on, but an action returns only one result. Turn Run mode off.'
  )
  await shoot(page, 'action-maker-outputs')
  await page.goto(`/connectors/${connectorId}/flows`)
  await expect(page.getByRole('table', { name: 'Flows' })).toBeVisible()
  await shoot(page, 'action-maker-flows')
})
