import { pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deployByApi } from '../../pages/deploy-by-api.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { inputsDialog } from '../../pages/inputs-dialog.ts'
import { optionsDialog } from '../../pages/options-dialog.ts'
import { outputsDialog } from '../../pages/outputs-dialog.ts'
import { groupOf, optionField } from '../../pages/outputs-docs.ts'

const inputField = (label: string, kind: string, required = true) => ({
  label,
  dataType: { kind, list: false },
  required
})

test('[row 15b] an action is chosen as the event of a flow, gets options and inputs, and is previewed as users see it', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Post message' })
  await page.goto(path)
  await page.getByRole('button', { name: 'Add event' }).click()
  const chooser = page.getByRole('dialog', { name: 'Add event' })
  await expect(chooser.getByRole('button')).toContainText([
    'Webhook Event',
    'Connector Action',
    'Webhook Event: Registration',
    'Webhook Event: Deregistration'
  ])
  await chooser.getByRole('button', { name: /^Connector Action/ }).click()
  const canvas = flowCanvas(page)
  await expect(canvas.card('Connector Action')).toBeVisible()
  await expect(canvas.card('Return Outputs')).toBeVisible()
  await expectAccessible(page)

  await canvas.card('Connector Action').getByRole('button', { name: 'Add Options: Options' }).click()
  const options = optionsDialog(page)
  await options.option('field 1').label.fill('Channel')
  await options.option('Channel').turnInto('Dropdown')
  await options.option('Channel').addValue.click()
  await options.option('Channel').display(1).fill('General')
  await options.option('Channel').display(1).press('Enter')
  await options.option('Channel').display(2).fill('Random')
  await expect(options.shown('Channel')).toBeVisible()
  await options.apply.click()

  await canvas.card('Connector Action').getByRole('button', { name: 'Add Inputs: Inputs' }).click()
  const inputs = inputsDialog(page)
  await expect(inputs.addGroup).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Message')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Text')
  await expect(inputs.preview.getByRole('button', { name: 'Message', exact: true })).toBeVisible()
  await inputs.addInput('Message', 'Priority')
  await inputs.input('Message', 'Priority').getByRole('combobox', { name: 'Field Type' }).click()
  await page.getByRole('option', { name: 'Dropdown' }).click()
  await expect(inputs.problems).toContainText(
    'The input “Priority” is a dropdown without values. Add values.'
  )
  await inputs.input('Message', 'Priority').getByRole('button', { name: 'Add value' }).click()
  await page.keyboard.type('High')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Low')
  await inputs.input('Message', 'Priority').getByRole('checkbox', { name: 'Required' }).click()
  await inputs.addInput('Message', 'Send at', 'Date & Time')
  await inputs.addGroup.click()
  await inputs.nameGroup('Details')
  await inputs.addInput('Details', 'Thread', 'Number')
  await inputs.extensible('Details').click()
  await expect(inputs.preview.getByRole('button', { name: 'Add field' })).toBeVisible()
  await expectAccessible(page)
  await inputs.apply.click()
  await expect(inputs.dialog).toBeHidden()
  await expect
    .poll(
      async () =>
        Object.values((await docOf(api, flowId)).cards).find(({ type }) => type === 'action')?.config
    )
    .toMatchObject({
      options: [{ id: 'channel', label: 'Channel' }],
      groups: [
        {
          name: 'Message',
          fields: [
            inputField('Text', 'text'),
            inputField('Priority', 'text', false),
            inputField('Send at', 'date')
          ]
        },
        { name: 'Details', extensible: true, fields: [inputField('Thread', 'number')] }
      ]
    })
  await canvas.card('Return Outputs').getByRole('button', { name: 'Add Outputs: Outputs' }).click()
})

test('an action takes its outputs from a test run, runs by itself and is shown in its version', {
  tag: '@full'
}, async ({ api, page }) => {
  const doc = flowOf(
    card('start', 'action', {
      config: {
        options: [optionField('channel', 'Channel', true, ['General', 'Random'])],
        groups: [groupOf('message', 'Message', optionField('text', 'Text'))]
      }
    }),
    card('parse', 'json-parse', { inputs: { text: pill('start', 'text') } }),
    card('return', 'return-outputs', { config: { groups: [], runMode: false } })
  )
  const { path, flowId, connectorId } = await makeFlow(api, { name: 'Post message', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Return Outputs')).toContainText('This action has no outputs yet.')
  await expect(canvas.card('Return Outputs')).not.toContainText('Run mode')

  await page.getByRole('button', { name: 'Run here' }).click()
  const panel = page.getByRole('region', { name: 'Problems and runs' })
  await panel.getByRole('combobox', { name: 'Channel' }).click()
  await page.getByRole('option', { name: 'Random' }).click()
  await panel.getByRole('textbox', { name: 'Text' }).fill('{"id": 7, "posted": true}')
  await expectAccessible(page, 'anywhere')
  await panel.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(panel.getByText(/^Succeeded/)).toBeVisible()

  const outputs = outputsDialog(page)
  await outputs.open()
  await expect(outputs.runMode).toBeHidden()
  await outputs.dialog.getByRole('button', { name: 'From the last test run' }).click()
  const samples = page.getByRole('dialog', { name: 'From the last test run' })
  await samples.getByRole('button', { name: 'Add 2 outputs' }).click()
  const preview = outputs.dialog.locator('[data-action-card]')
  await expect(preview.getByRole('button', { name: 'Message', exact: true })).toBeVisible()
  await expect(preview.getByRole('button', { name: 'Result', exact: true })).toBeVisible()
  await expect(preview).toContainText('Posted')
  await expectAccessible(page, 'anywhere')
  await outputs.apply.click()
  await expect
    .poll(async () => Object.values((await docOf(api, flowId)).cards.return?.inputs ?? {}))
    .toEqual([pill('parse', 'output', ['id']), pill('parse', 'output', ['posted'])])

  await canvas.card('Connector Action').getByRole('button', { name: 'Edit: Inputs' }).click()
  const inputs = inputsDialog(page)
  await inputs.group('Message').getByRole('button', { name: 'Remove Text' }).click()
  const question = page.getByRole('alertdialog', { name: 'Remove the input “Text”?' })
  await expect(question).toContainText('Parse: Text')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(inputs.input('Message', 'Text')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(inputs.dialog).toBeHidden()

  const { number } = await deployByApi(api, connectorId)
  await page.goto(`/connectors/${connectorId}/versions/${number}`)
  await expect(page.locator('[data-action-card]')).toContainText('Post message')
})
