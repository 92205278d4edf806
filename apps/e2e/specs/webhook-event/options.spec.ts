import { type Binding, type Field, literal, one, pill, text } from '@hookwright/model'
import type { Page } from '@playwright/test'
import { makeAcme } from '../../fixtures/acme.ts'
import type { TestApi } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { eventDoc, registrationDoc, requiredField } from '../../pages/event-docs.ts'
import { drag, type FlowCanvas, flowCanvas } from '../../pages/flow-canvas.ts'
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

test('[row 15, 16, 17, 18, 19] the event chooser gives a Webhook Event with its sections and a Return Outputs that stays', async ({
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
  await page.getByRole('combobox', { name: 'Search cards' }).fill('webhook')
  await expect(page.getByRole('option')).toHaveCount(0)
  await page.getByRole('combobox', { name: 'Search cards' }).fill('')

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

test('[row 21, 22, 30] a wrong label is said at its field, listed, and keeps Apply closed until it is mended', async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { dialog, option, addField, shown, problems, apply, preview } = await openOptions(page, path)
  await expect(apply).toBeEnabled()
  await addField.click()
  const added = option('field 3')
  await expect(added.label).toBeFocused()
  await expect(added.region.getByText('A field needs a label')).toBeHidden()
  await expect(problems).toHaveText('field 3: A field needs a label; type one.')
  await expect(apply).toBeDisabled()
  await expect(preview.getByRole('textbox', { name: '', exact: true })).toHaveCount(1)

  const rule = 'A label holds letters, digits, spaces, - and _ only, with no space at either end.'
  for (const wrong of ['a:b', ' a', 'a ']) {
    await dialog.getByRole('textbox', { name: 'Label' }).last().fill(wrong)
    await expect(dialog.getByText(rule, { exact: true })).toBeVisible()
    await expect(problems).toContainText(rule)
    await expect(apply).toBeDisabled()
  }
  await dialog.getByRole('textbox', { name: 'Label' }).last().fill('EVENT type')
  await expect(
    dialog.getByText('Two fields are called “EVENT type”; give one of them another label.', { exact: true })
  ).toBeVisible()
  await expect(problems.getByRole('button')).toHaveText([
    'Event type: Two fields are called “Event type”; give one of them another label.',
    'EVENT type: Two fields are called “EVENT type”; give one of them another label.'
  ])
  await expectAccessible(page)

  await option('Event type').line.click()
  await expect(option('Event type').label).toBeHidden()
  await problems.getByRole('button').first().click()
  await expect(option('Event type').label).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeVisible()
  await option('Event type').label.fill('Event-type_1')
  await expect(problems).toBeHidden()
  await expect(shown('Event-type_1')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect
    .poll(async () => await savedOptions(api, flowId))
    .toMatchObject([
      { id: 'event_type', label: 'Event-type_1' },
      { id: 'department' },
      { id: 'event_type_2', label: 'EVENT type' }
    ])
})

test('[row 31] Cancel leaves the options as they were, and Esc asks before it loses what was changed', async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const before = await savedOptions(api, flowId)
  const { canvas, dialog, option, cancel } = await openOptions(page, path)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener(canvas)).toBeFocused()

  await opener(canvas).click()
  await expect(page).toHaveURL(/dialog=options/)
  await page.reload()
  await expect(option('Event type').label).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener(canvas)).toBeFocused()
  await expect(page).not.toHaveURL(/dialog=/)

  await opener(canvas).click()
  await option('Event type').label.fill('Kind')
  await cancel.click()
  await expect(dialog).toBeHidden()
  await expect(canvas.pill('Webhook Event', 'Event type')).toBeVisible()

  await opener(canvas).click()
  await expect(option('Event type').label).toHaveValue('Event type')
  await option('Event type').label.fill('Kind')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Discard your changes to the options?' })
  await expect(question).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  await expect(option('Kind').label).toHaveValue('Kind')
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()
  await expect(canvas.pill('Webhook Event', 'Event type')).toBeVisible()
  expect(await savedOptions(api, flowId)).toEqual(before)
})

test('[row 26] the values of a dropdown are pasted, put in order, given a default and kept so', async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { canvas, dialog, option, shown, sent, apply } = await openOptions(page, path)
  const kind = option('Event type')
  await dialog.getByRole('button', { name: 'Paste a list…' }).click()
  const list = dialog.getByRole('textbox', { name: 'List of values' })
  await expect(list).toBeFocused()
  await list.fill('Reported = suspicious.activity\nMoved')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add 2 values' }).click()
  await expect(kind.display(4)).toHaveValue('Moved')
  await expect(kind.value(4)).toHaveValue('Moved')
  await kind.value(4).fill('user.created')
  await expect(
    kind.region.getByText('Two rows have the value “user.created”; change or remove one of them.')
  ).toHaveCount(2)
  await expect(apply).toBeDisabled()
  await kind.region.getByRole('button', { name: 'Remove Moved' }).click()
  await expect(apply).toBeEnabled()

  await drag(
    page,
    kind.region.getByRole('button', { name: 'Move Reported', exact: true }),
    kind.region.getByRole('button', { name: 'Move Created', exact: true })
  )
  await expect(kind.display(1)).toHaveValue('Reported')
  await kind.region.getByRole('button', { name: 'Move Created', exact: true }).press('End')
  await expect(kind.region.getByRole('button', { name: 'Move Created', exact: true })).toBeFocused()
  await expect(dialog.getByText('Created is now 3 of 3.')).toBeAttached()
  await kind.region.getByRole('radio', { name: 'Deleted is the default' }).click()
  await expect(shown('Event type')).toContainText('Deleted')
  expect(await sent()).toMatchObject({ event_type: 'file.deleted' })

  await option('Department').grip.press('ArrowUp')
  await expect(dialog.getByText('Department is now 1 of 2.')).toBeAttached()
  await apply.click()
  await expect
    .poll(() => savedOptions(api, flowId))
    .toMatchObject([
      { id: 'department' },
      {
        id: 'event_type',
        initial: 'file.deleted',
        choices: {
          rows: [
            { display: 'Reported', value: 'suspicious.activity' },
            { display: 'Deleted', value: 'file.deleted' },
            { display: 'Created', value: 'user.created' }
          ]
        }
      }
    ])
  await expect(
    canvas.card('Webhook Event').getByRole('combobox', { name: 'Event type, as users see it' })
  ).toContainText('Deleted')
})

/** A helper flow that asks the practice service for a list. */
const asking = (url: Binding, ...inputs: Field[]) =>
  flowOf(
    card('start', 'helper-flow', { config: { inputs } }),
    card('ask', 'raw-request', { config: { method: 'GET' }, inputs: { url } }),
    card('return', 'return', {
      config: {
        fields: [
          {
            id: 'choices',
            label: 'Choices',
            fieldType: 'text-field',
            dataType: { kind: 'object', list: true },
            required: false
          }
        ]
      },
      inputs: { choices: pill('ask', 'json') }
    })
  )

test('[row 27, 28, 29] dropdowns take their values from helper flows that run in the preview, and depend on each other', async ({
  api,
  page,
  installation
}) => {
  const connectorId = await makeAcme(api, installation.practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: installation.practice.apiKey }
  })
  await makeFlow(api, { connectorId, name: 'List event types', doc: asking(literal('/event-types')) })
  await makeFlow(api, {
    connectorId,
    name: 'List departments',
    doc: asking(text('/departments?eventType=', pill('start', 'kind')), requiredField('kind', 'Event type'))
  })
  const { path, flowId } = await makeFlow(api, { connectorId, name: 'User created', doc: eventDoc() })
  const { dialog, option, shown, sent, preview, problems, apply } = await openOptions(page, path)
  const news = preview.getByRole('list', { name: 'Values from helper flows' })

  const kind = option('Event type')
  await kind.region.getByRole('radio', { name: 'From helper flow' }).click()
  await expect(problems).toHaveText('“Event type” has no helper flow yet that gives its values; choose one.')
  await kind.region.getByRole('button', { name: 'Choose Flow' }).click()
  await expect(page.getByRole('option')).toHaveText([/^List departments/, /^List event types/])
  await page.getByRole('option', { name: /^List event types/ }).click()
  await expect(preview.getByRole('combobox', { name: 'Test connection' })).toContainText('Acme test')
  await expect(news).toContainText('“Event type” has 3 values.')

  const department = option('Department')
  await department.line.click()
  await department.turnInto('Dropdown')
  await department.region.getByRole('radio', { name: 'From helper flow' }).click()
  await department.region.getByRole('button', { name: 'Choose Flow' }).click()
  await page.getByRole('option', { name: /^List departments/ }).click()
  await expect(department.region.getByRole('combobox', { name: 'Event type' })).toContainText(
    'Option: Event type'
  )
  await expect(news).toContainText('Choose “Event type” first, since these values depend on it.')
  await shown('Department').click()
  await expect(
    page.getByText('Choose “Event type” first, since these values depend on it.').last()
  ).toBeVisible()
  await page.keyboard.press('Escape')

  await shown('Event type').click()
  await page.getByRole('option', { name: 'File deleted' }).click()
  await expect(news).toContainText('“Department” has 2 values.')
  await shown('Department').click()
  await page.getByRole('option', { name: 'Legal' }).click()
  expect(await sent()).toEqual({ event_type: 'file.deleted', department: 'legal' })
  await expectAccessible(page)

  await shown('Event type').click()
  await page.getByRole('option', { name: 'User created' }).click()
  expect(await sent()).toEqual({ event_type: 'user.created', department: null })
  await expect(shown('Department')).toContainText('Choose an option…')
  await shown('Department').click()
  await expect(page.getByRole('option', { name: 'Legal' })).toBeHidden()
  await expect(page.getByRole('option').last()).toBeVisible()
  await page.keyboard.press('Escape')

  await preview.getByRole('combobox', { name: 'Test connection' }).click()
  await page.getByRole('option', { name: 'No connection' }).click()
  await expect(news).toContainText('“Event type”: The values of the dropdown could not be loaded')
  await expect(shown('Event type')).toBeVisible()
  await expectAccessible(page)
  await preview.getByRole('combobox', { name: 'Test connection' }).click()
  await page.getByRole('option', { name: 'Acme test' }).click()
  await expect(news).toContainText('“Event type” has 3 values.')

  await department.grip.press('ArrowUp')
  await expect(problems).toContainText('the value of an option that is gone or stands behind it')
  await expect(apply).toBeDisabled()
  await department.grip.press('ArrowDown')
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect
    .poll(() => savedOptions(api, flowId))
    .toMatchObject([
      { id: 'event_type', choices: { from: 'flow', inputs: {} } },
      { id: 'department', choices: { from: 'flow', inputs: { kind: { option: 'event_type' } } } }
    ])
})

/** An event whose option “Department” is used by a card and by a registration flow. */
const usedEvent = async (api: TestApi) => {
  const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  const register = await makeFlow(api, {
    connectorId,
    name: 'Register hook',
    doc: registrationDoc(requiredField('topic', 'Topic'))
  })
  const doc = eventDoc({
    registration: register.flowId,
    inputs: { 'registration.topic': pill('event', 'option.department') }
  })
  const greet = card('greet', 'compose', {
    title: 'Greet',
    inputs: { text: text('Hello ', pill('event', 'option.department')) }
  })
  return makeFlow(api, {
    connectorId,
    name: 'User created',
    doc: { ...doc, strip: ['event', 'greet', 'return'], cards: { ...doc.cards, greet } }
  })
}

test('[row 43] an option that gets another label keeps its key, and what is mapped from it stays', async ({
  api,
  page
}) => {
  const { path, flowId } = await usedEvent(api)
  const { canvas, dialog, option, apply } = await openOptions(page, path)
  await option('Department').line.click()
  await option('Department').label.fill('Team')
  await expect(option('Team').region.getByText('department', { exact: true })).toBeVisible()
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(canvas.field('Greet', 'Text')).toContainText('Team')
  await expect(page.getByRole('button', { name: '0 problems' })).toBeVisible()
  await expect
    .poll(async () => (await savedOptions(api, flowId)) as unknown)
    .toMatchObject([{}, { label: 'Team' }])
  const { cards } = await docOf(api, flowId)
  expect(cards.greet?.inputs.text).toEqual(text('Hello ', pill('event', 'option.department')))
  expect(cards.event?.inputs['registration.topic']).toEqual(pill('event', 'option.department'))
})

test('[row 44] an option that is used says where before it is removed, and what used it is a problem then', async ({
  api,
  page
}) => {
  const { path } = await usedEvent(api)
  const { canvas, dialog, option, apply } = await openOptions(page, path)
  await option('Department').remove.click()
  const question = page.getByRole('alertdialog', { name: 'Remove the option “Department”?' })
  await expect(question.getByRole('listitem')).toHaveText([
    'Webhook Event: Registration Flow, Topic',
    'Greet: Text'
  ])
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(option('Department').region).toBeVisible()
  await option('Department').remove.click()
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(option('Department').region).toBeHidden()
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: '2 problems' })).toBeVisible()
  await expect(
    canvas.card('Webhook Event').getByRole('button', { name: /option.*Department|does not give|gone/i })
  ).toBeVisible()
  await canvas.undo()
  await expect(page.getByRole('button', { name: '0 problems' })).toBeVisible()
})

test('options are set up by keys alone, and the focus comes back to where it was', async ({ api, page }) => {
  const { path, flowId } = await plainEvent(api)
  await page.goto(path)
  const canvas = flowCanvas(page)
  await opener(canvas).focus()
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
  await page.keyboard.type('Department')
  await press('Shift+Tab', 'Shift+Tab', 'Shift+Tab')
  await expect(option('Department').grip).toBeFocused()
  await press('ArrowUp')
  await expect(option('Department').grip).toBeFocused()
  await press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(opener(canvas)).toBeFocused()
  await expect
    .poll(() => savedOptions(api, flowId))
    .toMatchObject([
      { id: 'department', fieldType: 'text-field', required: true },
      { id: 'event_type', choices: { rows: [{ value: 'user.created' }, { value: 'user.deleted' }] } }
    ])
})

test('options are set up on a small screen, in the whole of it', async ({ api, page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const { path } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { canvas, dialog, option, shown, apply, preview } = await openOptions(page, path)
  expect(await dialog.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
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
