import { pill, text } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, inputsOf, makeFlow } from '../../pages/flow-docs.ts'

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [] } }),
  card('one', 'compose', { title: 'One', inputs: { text: text('Hello') } }),
  card('two', 'compose', { title: 'Two', inputs: { text: text('Good day') } }),
  card('say', 'compose', { title: 'Say', inputs: { text: text(pill('one', 'output'), '!') } })
)

test('a value whose card is deleted keeps its name and is bound to another card by one button', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Greetings', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('One').click()
  await page.keyboard.press('Delete')
  const lost = page.getByRole('region', { name: 'Lost values' })
  await expect(lost).toContainText('the card “One” is no longer in this flow')
  await expectAccessible(page)

  await lost.getByRole('button', { name: /^Replace .* of Two$/ }).click()
  await expect(lost).toHaveCount(0)
  await expect(canvas.savedWords).toBeVisible()
  expect(await inputsOf(api, flowId, 'say')).toEqual({ text: text(pill('two', 'output'), '!') })
})

test('a card has a note that its icon shows and that is deleted with it emptied', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Greetings', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const noteOf = async () => (await docOf(api, flowId)).cards.two?.note
  await canvas.title('Two').click()
  await page.keyboard.press('Shift+N')
  const dialog = page.getByRole('dialog', { name: 'Note on “Two”' })
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Ask Bea before changing this.')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save note' }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(noteOf).toBe('Ask Bea before changing this.')

  await canvas.card('Two').getByRole('button', { name: 'Edit note of Two' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Note' })).toHaveValue('Ask Bea before changing this.')
  await dialog.getByRole('button', { name: 'Delete note' }).click()
  await expect.poll(noteOf).toBeUndefined()
  await expect(canvas.card('Two').getByRole('button', { name: 'Edit note of Two' })).toHaveCount(0)
})
