import { pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { docOf } from '../../pages/flow-docs.ts'
import { openOutputs, returned } from '../../pages/outputs-dialog.ts'

test('a type that its sample contradicts is a warning, and Unix time is converted with one click', {
  tag: '@long'
}, async ({ api, page }) => {
  const { outputs, flowId, canvas, path } = await openOutputs(api, page)
  const { dialog } = outputs
  await dialog.getByRole('button', { name: 'From sample JSON' }).click()
  const sample = page.getByRole('dialog', { name: 'From sample JSON' })
  await sample.getByLabel('Sample of a body').fill('{"item":{"id":"7","created_at":1764576000}}')
  await sample.getByRole('button', { name: /^Add \d+ outputs$/ }).click()
  const created = outputs.output('Item', 'Created at')
  await outputs.chooseType(created, 'Date & Time')
  await expect(dialog.getByText('1 warning')).toBeVisible()
  const warning = '“Created at” is declared as Date & Time, but the sample has Number there.'
  await expect(dialog.getByRole('list', { name: 'Warnings' })).toContainText(warning)
  await expectAccessible(page)
  await outputs.apply.click()
  await expect(dialog).toBeHidden()
  // The other is the type of ID, which is a guess.
  await expect(page.getByRole('group', { name: /Return Outputs, 2 warnings/ })).toBeVisible()

  await expect.poll(async () => (await returned(api, flowId)).inputs).toHaveProperty('created_at')
  await page.goto(path.replace(/flows\/.*$/, 'deployment'))
  await expect(page.getByText(warning)).toBeVisible()
  await page.getByRole('button', { name: 'Create test version' }).click()
  await expect(page.getByRole('dialog', { name: 'Create test version' })).toContainText(warning)

  await page.goto(path)
  await outputs.open()
  await created.getByRole('button', { name: 'Convert Unix time in Created at to Date & Time' }).click()
  await expect(created).toContainText('2025-12-01T08:00:00.000Z')
  await expect(dialog.getByText('1 warning')).toBeHidden()
  await outputs.apply.click()
  await expect(canvas.card('To Date & Time')).toBeVisible()
  await expect.poll(async () => (await docOf(api, flowId)).strip).toHaveLength(3)
  const { cards } = await docOf(api, flowId)
  const converter = Object.values(cards).find(({ type }) => type === 'to-date')
  expect(converter?.inputs.value).toEqual(pill('event', 'body', ['item', 'created_at']))
})
