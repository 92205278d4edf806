import { pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { openOutputs, returned } from '../../pages/outputs-dialog.ts'
import { groupOf, outputField } from '../../pages/outputs-docs.ts'

test('outputs are taken from a pasted sample, all or some, typed and mapped; the preview shows its values', {
  tag: '@long'
}, async ({ api, page }) => {
  const { outputs, flowId, canvas } = await openOutputs(api, page)
  await outputs.dialog.getByRole('button', { name: 'From sample JSON' }).click()
  const dialog = page.getByRole('dialog', { name: 'From sample JSON' })
  const text = dialog.getByLabel('Sample of a body')
  await text.fill('{ "user": ')
  await expect(
    dialog.getByText('The pasted text could not be read because it is not valid JSON. Fix it here.')
  ).toBeVisible()
  await text.fill(
    '{"type":"user.created","user":{"id":"u_12","active":true,"created_at":"2026-11-24T09:12:00Z","tags":["staff"]}}'
  )
  await expectAccessible(page)
  await dialog.getByRole('checkbox', { name: 'Tags' }).click()
  await dialog.getByRole('checkbox', { name: 'Event', exact: true }).click()
  await dialog.getByRole('button', { name: 'Add 3 outputs' }).click()
  await expect(outputs.group('User').getByRole('textbox', { name: 'Label' })).toHaveCount(3)
  await outputs.dialog.getByRole('radio', { name: 'Data' }).click()
  for (const value of ['u_12', 'true'])
    await expect(outputs.preview.getByText(value, { exact: true })).toBeVisible()
  await expect(outputs.preview.getByText(/^2\d Nov, \d\d:12$/)).toBeVisible()
  await outputs.dialog.getByRole('tab', { name: 'As sample JSON' }).click()
  await expect(outputs.dialog.getByRole('region', { name: 'Sample of the outputs' })).toContainText(
    '"ID": "u_12"'
  )
  await outputs.dialog.getByRole('tab', { name: 'As JSON Schema' }).click()
  await expect(outputs.dialog.getByRole('region', { name: 'JSON Schema of the outputs' })).toContainText(
    'date-time'
  )
  await expectAccessible(page)
  await outputs.apply.click()
  await expect(canvas.field('Return Outputs', 'ID')).toHaveText(/Body\.user\.id/)
  // The whole of the sample can be mapped from, used or not.
  await canvas.card('Webhook Event').getByRole('button', { name: 'Open Body', exact: true }).click()
  await expect(canvas.pill('Webhook Event', 'Body.type')).toBeVisible()
  await expect
    .poll(async () => (await returned(api, flowId)).inputs)
    .toEqual({
      id: pill('event', 'body', ['user', 'id']),
      active: pill('event', 'body', ['user', 'active']),
      created_at: pill('event', 'body', ['user', 'created_at'])
    })

  await outputs.open()
  await outputs.addOutput('User', 'Tags', 'Text', true)
  await outputs.apply.click()
  await canvas.card('Return Outputs').getByRole('button', { name: 'Map 1 suggested' }).click()
  await expect(canvas.field('Return Outputs', 'Tags')).toHaveText(/Body\.user\.tags/)
})

test('a sample that holds a list of records proposes Run mode', { tag: '@long' }, async ({ api, page }) => {
  const { outputs, flowId } = await openOutputs(api, page)
  await outputs.dialog.getByRole('button', { name: 'From sample JSON' }).click()
  const dialog = page.getByRole('dialog', { name: 'From sample JSON' })
  await dialog
    .getByLabel('Sample of a body')
    .fill('{"cursor":"c1","events":[{"id":1,"actor":{"name":"Jo"}},{"id":2,"actor":{"name":"Kim"}}]}')
  await expect(dialog.getByRole('radio', { name: 'Body.events: 2 records, with Run mode' })).toBeChecked()
  await dialog.getByRole('button', { name: 'Add 2 outputs' }).click()
  await expect(outputs.runMode).toBeChecked()
  await outputs.apply.click()
  await expect
    .poll(async () => returned(api, flowId))
    .toMatchObject({
      config: {
        runMode: true,
        groups: [{ name: 'Event', fields: [{ label: 'ID' }, { label: 'Actor name' }] }]
      },
      inputs: {
        list: pill('event', 'body', ['events']),
        id: pill('return', 'record', ['id']),
        actor_name: pill('return', 'record', ['actor', 'name'])
      }
    })
})

test('a list proposes to map outputs from Record that are mapped to a part that it has not', {
  tag: '@long'
}, async ({ api, page }) => {
  const { outputs, flowId } = await openOutputs(api, page, {
    groups: [groupOf('person', 'Person', outputField('first', 'First name'), outputField('kind', 'Kind'))],
    inputs: {
      first: pill('event', 'body', ['record', 'firstName']),
      kind: pill('event', 'body', ['type'])
    }
  })
  await outputs.runMode.click()
  await expect(outputs.dialog).toContainText('No output is mapped from Record')
  await outputs.dialog.getByRole('button', { name: 'From sample JSON' }).click()
  const dialog = page.getByRole('dialog', { name: 'From sample JSON' })
  await dialog
    .getByLabel('Sample of a body')
    .fill('{ "type": "user.created", "records": [{ "firstName": "Mira", "kind": "staff" }] }')
  await expect(dialog.getByRole('checkbox', { name: 'First name' })).toBeChecked()
  await expect(dialog).toContainText(
    'is mapped to Body.record.firstName, which does not fit here; will be mapped to Record.firstName'
  )
  await expect(dialog.getByRole('checkbox', { name: 'Kind' })).not.toBeChecked()
  await expect(dialog).toContainText('is mapped to Body.type; select it to change the mapping')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Map 1 output' }).click()
  await expect(outputs.dialog.getByText('No output is mapped from Record')).toHaveCount(0)
  await outputs.apply.click()
  await expect
    .poll(async () => (await returned(api, flowId)).inputs)
    .toEqual({
      list: pill('event', 'body', ['records']),
      first: pill('return', 'record', ['firstName']),
      kind: pill('event', 'body', ['type'])
    })
})

test('outputs come from a JSON Schema that was pasted, unless it is a sample after all', {
  tag: '@long'
}, async ({ api, page }) => {
  const { outputs, flowId } = await openOutputs(api, page)
  await outputs.dialog.getByRole('button', { name: 'From sample JSON' }).click()
  const dialog = page.getByRole('dialog', { name: 'From sample JSON' })
  await dialog
    .getByLabel('Sample of a body')
    .fill(
      '{"type":"object","properties":{"id":{"type":"string"},"paid_at":{"type":"string","format":"date-time"}}}'
    )
  await expect(dialog.getByRole('radio', { name: 'A JSON Schema of the body' })).toBeChecked()
  await expect(dialog.getByRole('button', { name: 'Add 2 outputs' })).toBeVisible()
  await dialog.getByRole('radio', { name: 'A sample of the body' }).click()
  await expect(dialog.getByRole('checkbox', { name: 'Format' })).toBeVisible()
  await dialog.getByRole('radio', { name: 'A JSON Schema of the body' }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add 2 outputs' }).click()
  await outputs.apply.click()
  await expect
    .poll(async () => returned(api, flowId))
    .toMatchObject({
      config: {
        groups: [
          { name: 'Event', fields: [{ label: 'ID' }, { label: 'Paid at', dataType: { kind: 'date' } }] }
        ]
      },
      inputs: { id: pill('event', 'body', ['id']), paid_at: pill('event', 'body', ['paid_at']) }
    })
})
