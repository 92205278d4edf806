import { one } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { emptyEvent, eventDoc } from '../../pages/event-docs.ts'
import { flowCanvas, stillBox } from '../../pages/flow-canvas.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { openOptions, optionsDialog, optionsOpener, savedOptions } from '../../pages/options-dialog.ts'

test('[row 15b, 16a, 17a, 17b, 18a, 18b, 19] the event chooser gives a Webhook Event with its sections and a Return Outputs that stays', {
  tag: '@full'
}, async ({ api, page }) => {
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
  await page.getByRole('button', { name: 'Add card', exact: true }).click()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('webhook')
  await expect(page.getByRole('option', { name: /^Webhook/ })).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Search cards' }).fill('')

  await expect(canvas.card('Return Outputs')).toBeVisible()
  await canvas.title('Return Outputs').focus()
  await page.keyboard.press('Delete')
  await expect(canvas.card('Return Outputs')).toBeVisible()
  await expectAccessible(page)
})

const startCards = {
  'Webhook Event': 'Webhook Event',
  'Connector Action': 'Connector Action',
  'Example action': 'Connector Action',
  'Webhook Event: Registration': 'Webhook Registration',
  'Webhook Event: Deregistration': 'Webhook Deregistration',
  'Webhook Event: Renewal': 'Webhook Renewal',
  'Webhook Event: List Registrations': 'List Registrations',
  'Webhook Event: Probe': 'Webhook Probe',
  'Polling Monitor': 'Polling Monitor',
  'Helper Flow': 'Helper Flow',
  Authping: 'Authping',
  Revoke: 'Revoke'
}

test('[row 15a, 15b] the event chooser lists each kind of flow, and makes the start card of each', {
  tag: '@long'
}, async ({ api, page }) => {
  test.slow()
  const { connectorId } = await makeFlow(api, {})
  for (const [kind, start] of Object.entries(startCards)) {
    const { path } = await makeFlow(api, { connectorId })
    await page.goto(path)
    await page.getByRole('button', { name: 'Add event' }).click()
    const offered = page.getByRole('dialog', { name: 'Add event' }).getByRole('listitem')
    const named = (name: string) => offered.filter({ has: page.getByText(name, { exact: true }) })
    await expect(offered).toHaveCount(Object.keys(startCards).length)
    for (const name of Object.keys(startCards)) await expect(named(name)).toHaveCount(1)
    await named(kind).getByRole('button').click()
    await expect(flowCanvas(page).card(start)).toBeVisible()
  }
})

test('[row 19, 20, 23, 24, 25, 26a, 29] options are added, the preview follows, and the card shows them as users will', async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: emptyEvent })
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
  await expect(page.getByRole('option')).toHaveText(['Text Field', 'Dropdown', 'Multi-select'])
  await page.keyboard.press('Escape')
  await first.dataType.click()
  await expect(page.getByRole('option')).toHaveCount(1)
  await expect(page.getByRole('option', { name: 'Text' })).toBeVisible()
  await page.keyboard.press('Escape')
  // A list that closes gives the focus back, which must not come while one types elsewhere.
  await expect(first.dataType).toBeFocused()

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
  await expect.poll(sent).toEqual({ event_type: null, department: null })
  await shown('Event type').click()
  await page.getByRole('option', { name: 'Deleted' }).click()
  await shown('Department').fill('hr')
  await expect.poll(sent).toEqual({ event_type: 'user.deleted', department: 'hr' })

  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(optionsOpener(canvas)).toHaveText('Edit')
  await expect(optionsOpener(canvas)).toBeFocused()
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
  await expect(optionsOpener(canvas)).toHaveText('Add Options')
  await expect(page.getByRole('button', { name: 'Redo change the options' })).toBeVisible()
})

test('options are set up by keys alone, and the focus comes back to where it was', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: emptyEvent })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await optionsOpener(canvas).focus()
  await page.keyboard.press('Enter')
  const { dialog, option } = optionsDialog(page)
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await expect(option('field 1').label).toBeFocused()
  await page.keyboard.type('Event type')
  await press('Tab', 'Enter')
  await press('ArrowDown', 'Enter')
  await expect(option('Event type').fieldType).toContainText('Dropdown')
  await expect(option('Event type').fieldType).toBeFocused()
  // Data Type, Required, and the two ways to get values.
  await press('Tab', 'Tab', 'Tab', 'Tab', 'Enter')
  await page.keyboard.type('Created')
  await press('Tab')
  await page.keyboard.type('user.created')
  await press('Enter')
  await page.keyboard.type('Deleted')
  await press('Tab')
  await page.keyboard.type('user.deleted')
  await option('Event type').line.focus()
  await press('Enter')
  await dialog.getByRole('button', { name: 'Add field' }).focus()
  await press('Enter')
  await expect(option('field 2').label).toBeFocused()
  await page.keyboard.type('Department')
  await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab')
  await expect(option('Department').grip).toBeFocused()
  await press('ArrowUp')
  await expect(option('Department').grip).toBeFocused()
  await press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(optionsOpener(canvas)).toBeFocused()
  await expect
    .poll(() => savedOptions(api, flowId))
    .toMatchObject([
      { id: 'department', fieldType: 'text-field', required: true },
      { id: 'event_type', choices: { rows: [{ value: 'user.created' }, { value: 'user.deleted' }] } }
    ])
})

test('options are set up on a small screen, in a full-screen dialog', { tag: '@long' }, async ({
  api,
  page
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const { path } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { canvas, dialog, option, shown, apply, preview } = await openOptions(page, path)
  expect(await stillBox(dialog)).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  await option('Event type').label.fill('Kind')
  await preview.scrollIntoViewIfNeeded()
  await expect(shown('Kind')).toBeInViewport()
  const [scrolled, width] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(scrolled).toBe(width)
  await expectAccessible(page)
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(canvas.pill('Webhook Event', 'Kind')).toBeVisible()
  await expectAccessible(page)
})
