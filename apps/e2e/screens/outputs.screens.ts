import { activateUsersFlow, joined } from '../fixtures/active-flow.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { makeFlow } from '../pages/flow-docs.ts'
import { listening, sendTo } from '../pages/listening.ts'
import { outputsDialog } from '../pages/outputs-dialog.ts'
import { eventFlow, optionField, userOutputs } from '../pages/outputs-docs.ts'

test.setTimeout(240_000)

const schema =
  '{ "type": "object", "properties": { "id": { "type": "string" }, "paid_at": { "type": "string", "format": "date-time" } } }'
const sample = JSON.stringify({
  type: 'user.created',
  user: { id: 'u_12', active: true, created_at: '2026-11-24T09:12:00Z', tags: ['staff'], manager: null },
  batch: { events: [{ id: 1, note: 'first' }, { id: 2 }] }
})

test('outputs are set up', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: eventFlow({}) })
  await page.goto(path)
  const outputs = outputsDialog(page)
  await shoot(page, 'outputs-card-empty')
  await outputs.open()
  await expect(outputs.dialog).toBeVisible()
  await shoot(page, 'outputs-empty')
  await outputs.addGroup.click()
  await outputs.nameGroup('User')
  await outputs.addOutput('User', 'ID')
  await outputs.addOutput('User', 'Active', 'True/False')
  await outputs.addOutput('User', 'Tags', 'Text', true)
  await outputs.addGroup.click()
  await shoot(page, 'outputs-two-groups')
  await outputs.nameGroup('Raw')
  await outputs.addOutput('Raw', 'Body', 'Object')
  await outputs.runMode.click()
  await shoot(page, 'outputs-run-mode')
  await page.getByRole('button', { name: 'Merge into one group' }).click()
  await shoot(page, 'outputs-merged')
})

test('outputs come from a sample', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: eventFlow({}) })
  await page.goto(path)
  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.dialog.getByRole('button', { name: 'From sample JSON' }).click()
  const dialog = page.getByRole('dialog', { name: 'From sample JSON' })
  await dialog.getByLabel('Sample of a body').fill('{ "user": ')
  await shoot(page, 'outputs-sample-wrong')
  await dialog.getByLabel('Sample of a body').fill(schema)
  await shoot(page, 'outputs-sample-schema')
  await dialog.getByLabel('Sample of a body').fill(sample)
  await shoot(page, 'outputs-sample')
  await dialog.getByRole('button', { name: /^Add \d+ outputs$/ }).click()
  await outputs.dialog.getByRole('radio', { name: 'Data' }).click()
  await shoot(page, 'outputs-data')
  await outputs.dialog.getByRole('tab', { name: 'As JSON Schema' }).click()
  await shoot(page, 'outputs-schema')
  await outputs.dialog.getByRole('tab', { name: 'As sample JSON' }).click()
  await shoot(page, 'outputs-sample-json')
  await outputs.apply.click()
  await shoot(page, 'outputs-card')
})

test('the next request is listened for', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: eventFlow({}) })
  await page.goto(path)
  const listens = listening(page)
  await listens.open.click()
  await expect(listens.timer).toBeVisible()
  await shoot(page, 'listen')
  await sendTo(await listens.url(), JSON.parse(sample))
  await expect(listens.body).toContainText('user.created')
  await shoot(page, 'listen-heard')
  await page.keyboard.press('Escape')
  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.dialog.getByRole('button', { name: 'Listen' }).click()
  await expect(listens.timer).toBeVisible()
  await shoot(page, 'outputs-listen')
  await sendTo(await listens.url(), JSON.parse(sample))
  await expect(listens.body).toContainText('user.created')
  await shoot(page, 'outputs-listen-heard')
})

test('outputs are changed', async ({ api, page }) => {
  const options = [
    optionField('kind', 'Event type', true, ['Created', 'Deleted']),
    optionField('team', 'Department', false)
  ]
  const { path } = await makeFlow(api, {
    name: 'User created',
    doc: eventFlow({ ...userOutputs(), options })
  })
  await page.goto(path)
  const outputs = outputsDialog(page)
  await outputs.open()
  await outputs.output('User', 'Created').getByRole('button', { name: 'Remove Created' }).click()
  await outputs.output('User', 'Active').getByRole('textbox', { name: 'Label' }).fill('id')
  await shoot(page, 'outputs-flaws')
  await page.keyboard.press('Escape')
  await shoot(page, 'outputs-discard')
})

test('what arrives is not what is declared', async ({ api, page, installation }) => {
  const { practice } = installation
  const { connectorId, eventFlowId, send } = await activateUsersFlow(api, practice, { name: 'Greet' })
  for (const name of ['ada', 'ben', 'cleo', 'dan', 'eve']) await send(joined(`${name}@acme.example`))
  await send({ eventType: 'user.created', record: { email: ['a', 'b'], seats: 3, team: { name: 'Blue' } } })
  await send({ eventType: 'user.created', record: { seats: 4, plan: 'Pro', tags: ['new'] } })
  await page.goto(`/connectors/${connectorId}/overview`)
  await expect(page.getByRole('region', { name: 'Drift' })).toBeVisible()
  await shoot(page, 'drift-overview')
  await page.goto(`/connectors/${connectorId}/flows`)
  await expect(page.getByRole('link', { name: /drift/ })).toBeVisible()
  await shoot(page, 'drift-flows')
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  await page.getByRole('button', { name: /drift/ }).waitFor()
  await shoot(page, 'drift-card')
  await page.getByRole('button', { name: /drift/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Received data and declared outputs' })
  await dialog.getByRole('button', { name: /^Ignore: Body\.record\.tags/ }).click()
  await shoot(page, 'drift-dialog')
})
