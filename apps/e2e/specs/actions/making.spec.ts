import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf, makeFlow } from '../../pages/flow-docs.ts'
import { inputsDialog } from '../../pages/inputs-dialog.ts'
import { optionsDialog } from '../../pages/options-dialog.ts'

const inputField = (label: string, kind: string, required = true) => ({
  label,
  dataType: { kind, list: false },
  required
})

test('[row 15] an action is chosen as the event of a flow, gets options and inputs, and is previewed as users see it', {
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
  await expect(inputs.problems).toContainText('The input “Priority” is a dropdown without values. Add some.')
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
