import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow, textField } from '../../pages/flow-docs.ts'

test('cards are found by search, and a case is added to If/ElseIf with a block under its name', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, {
    name: 'Greet',
    doc: flowOf(card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }))
  })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Helper Flow').click()
  for (const name of ['For Each', 'If/ElseIf', 'List Construct']) {
    await page.keyboard.press('a')
    await page.getByRole('combobox', { name: 'Search cards' }).fill(name)
    await page.getByRole('option', { name, exact: true }).click()
    await expect(canvas.card(name)).toBeVisible()
    await expect(canvas.title(name)).toBeFocused()
    // The view goes to a card that was added, so the key leads back: the first card may be out of sight.
    await page.keyboard.press('ArrowLeft')
    await expect(canvas.title('Helper Flow')).toBeFocused()
  }
  const fork = canvas.card('If/ElseIf')
  await fork.getByRole('button', { name: 'Add case' }).click()
  await page.keyboard.type('Third')
  await page.keyboard.press('Enter')
  await expect(fork.getByRole('region', { name: 'Third' })).toBeAttached()
  await expectAccessible(page)
})
