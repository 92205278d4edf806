import { pill } from '@hookwright/model'
import { expect, test } from '../../fixtures/test.ts'
import { drag, flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf, makeFlow } from '../../pages/flow-docs.ts'
import { outputsDialog, returned } from '../../pages/outputs-dialog.ts'
import { eventFlow, groupOf, outputField, userOutputs } from '../../pages/outputs-docs.ts'

test('[row 18b] the Return Outputs card cannot be deleted, moved or skipped, and says so', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: eventFlow({}) })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(
    canvas.card('Return Outputs').getByRole('button', { name: 'Add Outputs: Outputs' })
  ).toBeVisible()
  await canvas.card('Return Outputs').getByRole('button', { name: 'More for Return Outputs' }).click()
  for (const name of ['Delete card', 'Move earlier', 'Move later', 'Skip']) {
    const entry = page.getByRole('menuitem', { name: new RegExp(`^${name}`) })
    await expect(entry).toBeDisabled()
    await expect(entry).toContainText('This is not possible for the first and last cards of a flow.')
  }
  await page.keyboard.press('Escape')
  await canvas.title('Return Outputs').focus()
  for (const key of ['Delete', 'Alt+ArrowLeft', 'd']) await page.keyboard.press(key)
  await expect(canvas.card('Return Outputs')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute('aria-disabled', 'true')
  expect((await docOf(api, flowId)).strip).toEqual(['event', 'return'])
})

test('[row 58a, 58b] the type of a field is at its corner, and a click shows its name', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: eventFlow(userOutputs()) })
  await page.goto(path)
  const card = flowCanvas(page).card('Return Outputs')
  await card.getByRole('button', { name: 'Data type: Date & Time' }).click()
  await expect(card.getByRole('status').filter({ hasText: 'Date & Time' })).toBeVisible()
  const outputs = outputsDialog(page)
  await outputs.open()
  await expect(outputs.preview.getByText('Date & Time', { exact: true }).last()).toBeVisible()
})

test('[row 59, 60a, 60b] an output is mapped by mouse and by keys', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, {
    name: 'User created',
    doc: eventFlow({ ...userOutputs(), inputs: {} })
  })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.card('Webhook Event').getByRole('button', { name: 'Open Body' }).click()
  await page.getByRole('textbox', { name: 'Enter key name in Body', exact: true }).fill('user.id')
  await page.keyboard.press('Enter')
  await drag(page, canvas.pill('Webhook Event', 'Body.user.id'), canvas.field('Return Outputs', 'ID'))
  await expect(canvas.field('Return Outputs', 'ID')).toHaveText(/Body\.user\.id/)
  await canvas.field('Return Outputs', 'Created').focus()
  await page.keyboard.press('Alt+m')
  await expect(page.getByRole('dialog', { name: 'Map a value to Created' })).toBeVisible()
  await page.keyboard.type('Received')
  await page.keyboard.press('Enter')
  await expect
    .poll(async () => (await returned(api, flowId)).inputs)
    .toEqual({ id: pill('event', 'body', ['user', 'id']), created: pill('event', 'receivedAt') })
})

test('[row 61a, 61b] a value of the wrong type does not go into an output, and the reason is said', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, {
    name: 'User created',
    doc: eventFlow({
      groups: [
        groupOf('g', 'Sizes', outputField('size', 'Size', 'number'), outputField('raw', 'Raw', 'object'))
      ]
    })
  })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await drag(page, canvas.pill('Webhook Event', 'Headers'), canvas.field('Return Outputs', 'Size'))
  await expect(
    page.getByText('Could not map “Headers”. This field expects the type Number, not Object.').first()
  ).toBeVisible()
  await drag(page, canvas.pill('Webhook Event', 'Method'), canvas.field('Return Outputs', 'Raw'))
  await expect(
    page.getByText('Could not map “Method”. This field expects the type Object, not Text.').first()
  ).toBeVisible()
  expect((await returned(api, flowId)).inputs).toEqual({})
})

test('[row 62] with Run mode one list is returned: it has to be mapped, and each output from its record', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, {
    name: 'User created',
    doc: eventFlow({ groups: [groupOf('user', 'User', outputField('name', 'Name'))], runMode: true })
  })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Return Outputs').getByText('Required')).toBeVisible()
  await drag(page, canvas.pill('Webhook Event', 'Body'), canvas.field('Return Outputs', 'List of records'))
  await expect(canvas.card('Return Outputs').getByText('Required')).toBeHidden()
  await canvas.card('Return Outputs').getByRole('button', { name: 'Open Record' }).click()
  await page.getByRole('textbox', { name: 'Enter key name in Record', exact: true }).fill('name')
  await page.keyboard.press('Enter')
  await drag(page, canvas.pill('Return Outputs', 'Record.name'), canvas.field('Return Outputs', 'Name'))
  await expect
    .poll(async () => (await returned(api, flowId)).inputs)
    .toEqual({ list: pill('event', 'body'), name: pill('return', 'record', ['name']) })

  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.runMode.click()
  await expect(
    outputs.dialog.getByText(/these mappings will be removed: “List of records”, “Name”/)
  ).toBeVisible()
  await outputs.apply.click()
  await expect.poll(async () => (await returned(api, flowId)).inputs).toEqual({})
})
