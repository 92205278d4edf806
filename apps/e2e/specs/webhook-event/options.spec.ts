import { listOf, literal, one, pill } from '@hookwright/model'
import type { Page } from '@playwright/test'
import { makeAcme } from '../../fixtures/acme.ts'
import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { eventDoc, requiredField } from '../../pages/event-docs.ts'
import { type FlowCanvas, flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { optionsDialog } from '../../pages/options-dialog.ts'

/** The button of the Options section. */
const opener = (canvas: FlowCanvas) =>
  canvas.card('Webhook Event').getByRole('button', { name: /^(Add Options|Edit): Options$/ })

const openOptions = async (page: Page, path: string) => {
  await page.goto(path)
  const canvas = flowCanvas(page)
  await opener(canvas).click()
  const shown = optionsDialog(page)
  await expect(shown.dialog).toBeVisible()
  return { canvas, ...shown }
}

/** An event without options. */
const plainEvent = (api: TestApi) =>
  makeFlow(api, {
    name: 'User created',
    doc: flowOf(
      card('event', 'webhook-event', {
        config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
      }),
      card('return', 'return-outputs', { config: { groups: [], runMode: false } })
    )
  })

/** The options of an event as the server has them. */
const savedOptions = async (api: TestApi, flowId: string) =>
  (await docOf(api, flowId)).cards.event?.config.options

test('[row 15, 17, 18, 19] the event chooser gives a Webhook Event with its sections and a Return Outputs that stays', async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, {})
  await page.goto(path)
  await page.getByRole('button', { name: 'Add event' }).click()
  const chooser = page.getByRole('dialog', { name: 'Add event' })
  for (const kind of [
    'Webhook Event',
    'Webhook Event: Registration',
    'Webhook Event: Deregistration',
    'Helper Flow',
    'Authping'
  ])
    await expect(chooser.getByRole('button', { name: new RegExp(`^${kind}[^:]`) })).toBeVisible()
  await chooser.getByRole('button', { name: /^Webhook Event Starts/ }).click()
  const canvas = flowCanvas(page)
  const event = canvas.card('Webhook Event')
  await expect(event.getByRole('button', { name: 'Options', exact: true })).toBeVisible()
  await expect(event.getByRole('button', { name: 'Add Options: Options' })).toHaveText('Add Options')
  await expect(event.getByRole('button', { name: 'Webhook Registration', exact: true })).toBeVisible()
  await expect(event.getByRole('button', { name: 'Configure: Webhook Registration' })).toHaveText('Configure')
  await expect(event.getByRole('button', { name: 'Event payload', exact: true })).toBeVisible()
  for (const name of ['Body', 'Headers', 'Query', 'Method', 'Received at'])
    await expect(canvas.pill('Webhook Event', name)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add event', exact: true })).toBeHidden()

  await expect(canvas.card('Return Outputs')).toBeVisible()
  await canvas.title('Return Outputs').focus()
  await page.keyboard.press('Delete')
  await expect(canvas.card('Return Outputs')).toBeVisible()
  await expectAccessible(page)
})

test('[row 5, 19, 20, 23, 24, 25, 26, 29] options are added, the preview follows, and the card shows them as users will', async ({
  api,
  page
}) => {
  const { path, flowId } = await plainEvent(api)
  const { canvas, dialog, option, addField, shown, sent, preview, apply, groupName } = await openOptions(
    page,
    path
  )
  await expect(groupName).toHaveValue('Options')
  await expect(groupName).not.toBeEditable()

  const first = option('field 1')
  await expect(first.label).toBeFocused()
  await expect(first.required).toBeChecked()
  await first.fieldType.click()
  await expect(page.getByRole('option')).toHaveText(['Text Field', 'Dropdown'])
  await page.keyboard.press('Escape')
  await first.dataType.click()
  await expect(page.getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('option', { name: 'Text' })).toBeVisible()
  await page.keyboard.press('Escape')

  await first.label.pressSequentially('Event')
  await expect(preview.getByText('Event *', { exact: true })).toBeVisible()
  await option('Event').label.pressSequentially(' type')
  await expect(preview.getByText('Event type *', { exact: true })).toBeVisible()
  const kind = option('Event type')
  await expect(kind.region.getByText('event_type')).toBeVisible()
  await kind.turnInto('Dropdown')
  await expect(shown('Event type')).toContainText('No values')
  await kind.addValue.click()
  await page.keyboard.type('Created')
  await kind.value(1).fill('user.created')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Deleted')
  await kind.value(2).fill('user.deleted')
  await expect(shown('Event type')).toContainText('Choose an option…')
  await expectAccessible(page)

  await addField.click()
  const second = option('field 2')
  await second.label.fill('Department')
  await option('Department').required.click()
  await expect(shown('Department')).toBeVisible()
  await expect(preview.getByText('Department *')).toBeHidden()
  expect(await sent()).toEqual({ event_type: null, department: null })
  await shown('Event type').click()
  await page.getByRole('option', { name: 'Deleted' }).click()
  await shown('Department').fill('hr')
  expect(await sent()).toEqual({ event_type: 'user.deleted', department: 'hr' })

  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(opener(canvas)).toHaveText('Edit')
  await expect(opener(canvas)).toBeFocused()
  await expect(canvas.pill('Webhook Event', 'Event type')).toBeVisible()
  await expect(
    canvas.card('Webhook Event').getByRole('combobox', { name: 'Event type, as users see it' })
  ).toContainText('Choose an option…')
  await expect(canvas.pill('Webhook Event', 'Department')).toBeVisible()
  await expectAccessible(page)
  const text = { dataType: one('text'), fieldType: 'text-field' }
  await expect
    .poll(() => savedOptions(api, flowId))
    .toEqual([
      {
        id: 'event_type',
        label: 'Event type',
        ...text,
        fieldType: 'dropdown',
        required: true,
        choices: {
          from: 'static',
          rows: [
            { display: 'Created', value: 'user.created' },
            { display: 'Deleted', value: 'user.deleted' }
          ]
        }
      },
      { id: 'department', label: 'Department', ...text, required: false }
    ])

  await canvas.undo()
  await expect(opener(canvas)).toHaveText('Add Options')
  await expect(page.getByRole('button', { name: 'Redo change the options' })).toBeVisible()
})
