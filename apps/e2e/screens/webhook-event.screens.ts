import { type Field, literal, pill, text } from '@hookwright/model'
import { makeAcme } from '../fixtures/acme.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { choicesDoc, emptyEvent, eventDoc, requiredField } from '../pages/event-docs.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../pages/flow-docs.ts'
import { optionsDialog } from '../pages/options-dialog.ts'

test.setTimeout(240_000)

test('an event gets its first options', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: emptyEvent })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Webhook Event')).toBeVisible()
  await shoot(page, 'event-new')
  await canvas.card('Webhook Event').getByRole('button', { name: 'Add Options: Options' }).click()
  const { dialog, option, problems } = optionsDialog(page)
  await expect(problems).toBeVisible()
  await shoot(page, 'options-first')
  await option('field 1').label.fill('Event:type')
  await option('Event:type').turnInto('Dropdown')
  await option('Event:type').addValue.click()
  await shoot(page, 'options-problems')
  await dialog.getByRole('button', { name: 'Paste a list…' }).click()
  await dialog
    .getByRole('textbox', { name: 'List of values' })
    .fill('Created = user.created\nDeleted = user.deleted')
  await shoot(page, 'options-paste')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await shoot(page, 'options-discard')
})

test('an event has options', async ({ api, page }) => {
  const doc = eventDoc()
  const greet = card('greet', 'compose', {
    inputs: { text: text('Hi ', pill('event', 'option.department')) }
  })
  const { path } = await makeFlow(api, {
    name: 'User created',
    doc: { ...doc, strip: ['event', 'greet', 'return'], cards: { ...doc.cards, greet } }
  })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Webhook Event')).toBeVisible()
  await shoot(page, 'event-options')
  await canvas.card('Webhook Event').getByRole('button', { name: 'Edit: Options' }).click()
  const { option, dialog } = optionsDialog(page)
  await expect(dialog).toBeVisible()
  await shoot(page, 'options-edit')
  await option('Department').remove.click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await shoot(page, 'options-remove-used')
})

test('options take their values from helper flows', async ({ api, page, installation }) => {
  const connectorId = await makeAcme(api, installation.practice)
  await api.mutate('testConnections.create', {
    connectorId,
    name: 'Acme test',
    values: { api_key: installation.practice.apiKey }
  })
  const types = await makeFlow(api, {
    connectorId,
    name: 'List event types',
    doc: choicesDoc(literal('/event-types'))
  })
  const departments = await makeFlow(api, {
    connectorId,
    name: 'List departments',
    doc: choicesDoc(
      text('/departments?eventType=', pill('start', 'kind')),
      requiredField('kind', 'Event type')
    )
  })
  const dropdown = (field: Field, flowId: string, inputs: Record<string, { option: string }>) => ({
    ...field,
    fieldType: 'dropdown',
    choices: { from: 'flow', flowId, inputs }
  })
  const { path } = await makeFlow(api, {
    connectorId,
    name: 'User created',
    doc: flowOf(
      card('event', 'webhook-event', {
        config: {
          options: [
            dropdown(requiredField('event_type', 'Event type'), types.flowId, {}),
            dropdown(requiredField('department', 'Department'), departments.flowId, {
              kind: { option: 'event_type' }
            })
          ],
          registrationFlowId: null,
          deregistrationFlowId: null
        }
      }),
      card('return', 'return-outputs', { config: { groups: [], runMode: false } })
    )
  })
  await page.goto(path)
  await flowCanvas(page).card('Webhook Event').getByRole('button', { name: 'Edit: Options' }).click()
  const { option, preview, shown } = optionsDialog(page)
  await option('Department').line.click()
  await expect(preview.getByText('“Event type” has 3 values.')).toBeVisible()
  await shoot(page, 'options-from-helper')
  await shown('Event type').click()
  await page.getByRole('option', { name: 'User created' }).click()
  await expect(preview.getByText(/“Department” has \d values/)).toBeVisible()
  await shown('Department').click()
  await expect(page.getByRole('option').first()).toBeVisible()
  await shoot(page, 'options-dependent')
  await page.keyboard.press('Escape')
  await preview.getByRole('combobox', { name: 'Test connection' }).click()
  await page.getByRole('option', { name: 'No connection' }).click()
  await expect(preview.getByText(/could not be loaded/).first()).toBeVisible()
  await shoot(page, 'options-helper-failed')
})
