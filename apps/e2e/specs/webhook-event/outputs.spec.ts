import { pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { deployByApi, makeUserFlow } from '../../pages/deploy-by-api.ts'
import { drag, flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf, makeFlow } from '../../pages/flow-docs.ts'
import { openOutputs, outputsDialog, returned } from '../../pages/outputs-dialog.ts'
import { eventFlow, userOutputs } from '../../pages/outputs-docs.ts'

const field = (label: string, kind: string, list = false) => ({ label, dataType: { kind, list } })

test('[row 46a, 46b, 47a, 47b, 48a, 48b, 48c, 52, 59] scenario 12: two groups of outputs are added, the preview follows, and they become slots', async ({
  api,
  page
}) => {
  const { outputs, canvas, flowId, connectorId } = await openOutputs(api, page)
  await expect(outputs.runMode).toBeVisible()
  await outputs.addGroup.click()
  await expect(outputs.dialog.getByText('Static Output Group')).toBeVisible()
  await outputs.nameGroup('User')
  await expect(outputs.preview.getByRole('button', { name: 'User', exact: true })).toBeVisible()
  await outputs.addOutput('User', 'ID')
  await outputs.addOutput('User', 'Active', 'True/False')
  await outputs.addOutput('User', 'Created', 'Date & Time')
  await expect(outputs.output('User', 'Created').getByRole('combobox', { name: 'Field Type' })).toHaveText(
    'Text Field'
  )
  await expectAccessible(page)
  await outputs.addGroup.click()
  await outputs.nameGroup('Raw')
  await outputs.addOutput('Raw', 'Body', 'Object')
  for (const words of [
    'User created',
    'User',
    'ID',
    'Active',
    'True/False',
    'Created',
    'Date & Time',
    'Raw',
    'Object'
  ])
    await expect(outputs.preview).toContainText(words)
  const shown = await outputs.preview.textContent()
  await outputs.apply.click()
  await expect(outputs.dialog).toBeHidden()

  await expect(canvas.card('Return Outputs').getByRole('button', { name: 'Edit: Outputs' })).toHaveText(
    'Edit'
  )
  for (const label of ['ID', 'Active', 'Created', 'Body'])
    await expect(canvas.card('Return Outputs').getByText(label, { exact: true }).first()).toBeVisible()
  await expect(canvas.card('Return Outputs').getByText('0 of 3 mapped')).toBeVisible()
  await expect(canvas.card('Return Outputs').getByText('Run mode off: one run per event')).toBeVisible()
  await expect
    .poll(async () => (await returned(api, flowId)).config)
    .toMatchObject({
      runMode: false,
      groups: [
        { name: 'User', fields: [field('ID', 'text'), field('Active', 'boolean'), field('Created', 'date')] },
        { name: 'Raw', fields: [field('Body', 'object')] }
      ]
    })
  await page.getByRole('button', { name: 'Undo change the outputs' }).click()
  await expect(
    canvas.card('Return Outputs').getByRole('button', { name: 'Add Outputs: Outputs' })
  ).toBeVisible()
  await page.getByRole('button', { name: 'Redo change the outputs' }).click()
  await expect(page.getByText(/^Saved/)).toBeVisible()

  const { number } = await deployByApi(api, connectorId)
  await page.goto(`/connectors/${connectorId}/versions/${number}`)
  await expect.poll(() => page.locator('[data-event-card]').textContent()).toBe(shown)
})

test('[row 49a, 49b] an output has one of six types or a list of one', {
  tag: '@long'
}, async ({ api, page }) => {
  const { outputs, flowId } = await openOutputs(api, page)
  await outputs.addGroup.click()
  await outputs.nameGroup('All')
  const types = ['Text', 'Number', 'True/False', 'Date & Time', 'Object', 'File']
  await outputs.dialog.getByRole('combobox', { name: 'Data Type' }).click()
  await expect(page.getByRole('option')).toHaveCount(types.length)
  for (const type of types) await expect(page.getByRole('option', { name: type, exact: true })).toBeVisible()
  await page.keyboard.press('Escape')
  await outputs.dialog.getByRole('combobox', { name: 'Field Type' }).click()
  await expect(page.getByRole('option')).toHaveText(['Text Field'])
  await page.keyboard.press('Escape')
  for (const type of types) {
    await outputs.addOutput('All', type.replace(/\W+/g, ' '), type)
    await outputs.addOutput('All', `${type.replace(/\W+/g, ' ')} list`, type, true)
  }
  for (const type of types)
    await expect(outputs.preview.getByText(`List of ${type}`, { exact: true }).last()).toBeVisible()
  await outputs.apply.click()
  await expect
    .poll(async () => (await returned(api, flowId)).config.groups)
    .toMatchObject([
      {
        fields: ['text', 'number', 'boolean', 'date', 'object', 'file'].flatMap(kind => [
          { dataType: { kind, list: false } },
          { dataType: { kind, list: true } }
        ])
      }
    ])
})

test('[row 50, 51a, 51b] a missing, invalid or repeated name or label is refused with the reason', {
  tag: '@full'
}, async ({ api, page }) => {
  const { outputs } = await openOutputs(api, page, userOutputs())
  const label = outputs.output('User', 'Active').getByRole('textbox', { name: 'Label' })
  const last = outputs.group('User').getByRole('textbox', { name: 'Label' }).nth(1)
  await label.fill('id')
  await expect(
    outputs.group('User').getByText('Two fields are named “id”. Change one of the labels.').first()
  ).toBeVisible()
  await expect(outputs.apply).toBeDisabled()
  await last.fill('a:b')
  await expect(
    outputs.group('User').getByText(/^A label may contain only letters, digits, spaces/)
  ).toBeVisible()
  await last.fill('')
  await expect(outputs.group('User').getByText('Enter a label.')).toBeVisible()
  await last.fill('Active')
  await expect(outputs.apply).toBeEnabled()

  const name = outputs.group('Raw').getByRole('textbox', { name: 'Group Name' })
  const second = outputs.dialog.getByRole('textbox', { name: 'Group Name' }).nth(1)
  await name.fill('user')
  await expect(
    outputs.dialog.getByText('Two groups are named “user”. Rename one of them.').first()
  ).toBeVisible()
  await expect(outputs.apply).toBeDisabled()
  await second.fill('')
  await expect(outputs.dialog.getByText('A group needs a name. Enter one.').first()).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(second).toBeFocused()
  await expect(outputs.dialog).toBeVisible()
  await second.fill(' x')
  await expect(outputs.dialog.getByText(/^A group name may contain letters/).first()).toBeVisible()
  await expectAccessible(page)
  await second.fill('Rest')
  await expect(outputs.dialog.getByText('1 problem')).toBeHidden()
  await outputs.apply.click()
  await expect(outputs.dialog).toBeHidden()
})

test('[row 53] scenario 13: Run mode has one group; the dialog offers a way, and no version is made of two', {
  tag: '@full'
}, async ({ api, page }) => {
  const { outputs, flowId, connectorId, canvas } = await openOutputs(api, page, userOutputs())
  await outputs.runMode.click()
  const ask = page.getByRole('dialog', { name: 'Run mode has one group' })
  await expect(ask.getByText('“User”, “Raw”')).toBeVisible()
  await expectAccessible(page)
  await ask.getByRole('button', { name: 'Cancel' }).click()
  await expect(outputs.runMode).not.toBeChecked()
  await expect(outputs.group('Raw')).toBeVisible()

  await outputs.runMode.click()
  await ask.getByRole('button', { name: 'Keep first group' }).click()
  await expect(outputs.runMode).toBeChecked()
  await expect(outputs.group('Raw')).toBeHidden()
  await outputs.dialog.getByRole('button', { name: 'Put back' }).click()
  await expect(outputs.output('User', 'Body')).toBeVisible()
  await outputs.cancel.click()

  await outputs.open()
  await outputs.runMode.click()
  await ask.getByRole('button', { name: 'Merge into one group' }).click()
  await expect(outputs.output('User', 'Body')).toBeVisible()
  await expect(outputs.addGroup).toBeDisabled()
  await expect(outputs.dialog.getByText('Run mode uses exactly one group.')).toBeVisible()
  await expect(outputs.preview.getByRole('combobox', { name: 'Run mode' })).toHaveText('Each record')
  await outputs.apply.click()
  await expect(
    canvas.card('Return Outputs').getByText('Run mode on: one run per record or list')
  ).toBeVisible()
  await expect(canvas.field('Return Outputs', 'List of records')).toBeVisible()
  await expect(canvas.pill('Return Outputs', 'Record')).toBeVisible()
  await expect.poll(async () => (await returned(api, flowId)).config).toMatchObject({ runMode: true })
  await expect(page.getByText(/^Saved/)).toBeVisible()

  const doc = await docOf(api, flowId)
  const two = structuredClone(doc)
  if (two.cards.return) two.cards.return.config = { groups: userOutputs().groups ?? [], runMode: true }
  const { draftNo } = (await api.query<{ flow: { draftNo: number } }>('makerFlows.get', { flowId })).flow
  await api.mutate('makerFlows.save', {
    flowId,
    baseDraft: draftNo,
    name: 'User created',
    description: '',
    active: true,
    saveAll: true,
    doc: two
  })
  const findings = await api.query<{ message: string }[]>('versions.validate', { connectorId })
  expect(findings.map(({ message }) => message)).toContainEqual(
    expect.stringMatching(/^Run mode needs exactly one output group/)
  )
  await expect(api.mutate('versions.create', { connectorId })).rejects.toThrow(/version\.has-problems/)
})

test('[row 54a, 54b] outputs and groups are reordered by keys and by drag, moved to another group and removed', {
  tag: '@long'
}, async ({ api, page }) => {
  const { outputs, flowId, connectorId } = await openOutputs(api, page, userOutputs())
  const labels = (group: string) => outputs.group(group).getByRole('textbox', { name: 'Label' })
  const valuesOf = async (group: string) =>
    Promise.all((await labels(group).all()).map(label => label.inputValue()))
  await outputs.group('User').getByRole('button', { name: 'Move Created', exact: true }).press('Home')
  await expect.poll(() => valuesOf('User')).toEqual(['Created', 'ID', 'Active'])
  await drag(
    page,
    outputs.group('User').getByRole('button', { name: 'Move ID', exact: true }),
    outputs.group('User').getByRole('button', { name: 'Move Active', exact: true })
  )
  await expect.poll(() => valuesOf('User')).toEqual(['Created', 'Active', 'ID'])
  await outputs.group('User').getByRole('button', { name: 'Move Active to another group' }).click()
  await page.getByRole('menuitem', { name: 'To Raw' }).click()
  await expect.poll(() => valuesOf('Raw')).toEqual(['Body', 'Active'])
  await outputs.group('Raw').getByRole('button', { name: 'Remove Body' }).click()
  await expect.poll(() => valuesOf('Raw')).toEqual(['Active'])
  await outputs.group('Raw').getByRole('button', { name: 'Move Raw', exact: true }).press('ArrowUp')
  const groups = outputs.dialog.getByRole('textbox', { name: 'Group Name' })
  await expect(groups.first()).toHaveValue('Raw')
  await expectAccessible(page)
  const names = '.pill .truncate'
  await expect(outputs.preview.locator(names)).toHaveText(['Active', 'Created', 'ID', 'Run ID'])
  await outputs.apply.click()
  await expect
    .poll(async () => (await returned(api, flowId)).config.groups)
    .toMatchObject([
      { name: 'Raw', fields: [{ id: 'active' }] },
      { name: 'User', fields: [{ id: 'created' }, { id: 'id' }] }
    ])
  expect(Object.keys((await returned(api, flowId)).inputs).sort()).toEqual(['active', 'created', 'id'])
  await expect(page.getByText(/^Saved/)).toBeVisible()
  const { number } = await deployByApi(api, connectorId)
  await page.goto(`/connectors/${connectorId}/versions/${number}`)
  await expect(page.locator(`[data-event-card] ${names}`)).toHaveText(['Active', 'Created', 'ID', 'Run ID'])
})

test('removing an output lists the flows that use it and its mappings, before it is applied', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId, connectorId } = await makeFlow(api, {
    name: 'User created',
    doc: eventFlow(userOutputs())
  })
  const { versionId } = await deployByApi(api, connectorId)
  for (const name of ['Welcome', 'Tell the team'])
    await makeUserFlow(api, {
      name,
      connectorId,
      versionId,
      eventFlowId: flowId,
      inputs: { text: pill('start', 'created') }
    })
  await page.goto(path)
  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.output('User', 'Created').getByRole('button', { name: 'Remove Created' }).click()
  await expect(outputs.dialog.getByText(/Removing “Created” breaks 2 user flows/)).toBeVisible()
  await expect(outputs.dialog.getByText(/The mapping to “Created” is removed too\./)).toBeVisible()
  await outputs.dialog.getByRole('button', { name: 'View' }).click()
  const users = page.getByRole('dialog', { name: 'Flows that use these fields' })
  await expect(users.getByText('Welcome')).toBeVisible()
  await expect(users.getByText('Tell the team')).toBeVisible()
  await expect(users.getByText('Compose uses Created').first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await outputs.dialog.getByRole('button', { name: 'Put back' }).click()
  await expect(outputs.output('User', 'Created')).toBeVisible()
  await expect(outputs.dialog.getByText(/Removing “Created”/)).toBeHidden()
  await outputs.cancel.click()
  expect((await returned(api, flowId)).inputs).toHaveProperty('created')
})

test('Cancel discards changes, and Esc after a confirmation', { tag: '@long' }, async ({ api, page }) => {
  const { outputs, flowId } = await openOutputs(api, page, userOutputs())
  const before = await returned(api, flowId)
  await outputs.group('User').getByRole('textbox', { name: 'Group Name' }).fill('Person')
  await page.keyboard.press('Escape')
  const ask = page.getByRole('alertdialog', { name: 'Discard your changes to the outputs?' })
  await expect(ask).toBeVisible()
  await ask.getByRole('button', { name: 'Cancel' }).click()
  await expect(outputs.group('Person')).toBeVisible()
  await outputs.cancel.click()
  await expect(outputs.dialog).toBeHidden()
  await expect(
    flowCanvas(page).card('Return Outputs').getByRole('button', { name: 'Edit: Outputs' })
  ).toBeFocused()
  await outputs.open()
  await expect(outputs.group('User')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(outputs.dialog).toBeHidden()
  expect(await returned(api, flowId)).toEqual(before)
})

test('[row 46a, 47a, 47b, 48a, 48c, 54b] outputs are set up by keys alone', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: eventFlow({}) })
  await page.goto(path)
  const opener = flowCanvas(page).card('Return Outputs').getByRole('button', { name: 'Add Outputs: Outputs' })
  await opener.focus()
  const keys = page.keyboard
  const press = async (...names: string[]): Promise<void> => {
    for (const name of names) await keys.press(name)
  }
  await press('Enter')
  const outputs = outputsDialog(page)
  await expect(outputs.dialog).toBeVisible()
  await outputs.addGroup.focus()
  await press('Enter')
  await expect(outputs.dialog.getByRole('textbox', { name: 'Group Name' })).toBeFocused()
  await keys.type('User')
  await press('Enter')
  await keys.type('ID')
  await press('Tab', 'ArrowDown', 'ArrowDown', 'Enter')
  await expect(outputs.output('User', 'ID').getByRole('combobox', { name: 'Data Type' })).toHaveText(/Number/)
  await outputs.group('User').getByRole('button', { name: 'Add field' }).focus()
  await press('Enter')
  await keys.type('Name')
  await outputs.group('User').getByRole('button', { name: 'Move Name', exact: true }).focus()
  await press('ArrowUp')
  await expect(outputs.dialog.getByText('Name moved to position 1 of 2.')).toBeAttached()
  await press('Control+Enter')
  await expect(outputs.dialog).toBeHidden()
  await expect
    .poll(async () => (await returned(api, flowId)).config.groups)
    .toMatchObject([{ name: 'User', fields: [field('Name', 'text'), field('ID', 'number')] }])
})
