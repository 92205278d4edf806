import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, inputsOf, makeFlow, textField } from '../../pages/flow-docs.ts'

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('compose', 'compose'),
  card('hash', 'hash', { config: { algorithm: 'sha256', encoding: 'hex' } }),
  card('return', 'return', { config: { fields: [textField('out', 'Out')] } })
)

test('[row 129a] twelve mixed edits are taken back one by one to the start, and done again to the end', {
  tag: '@long'
}, async ({ api, page }) => {
  test.slow()
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const compose = canvas.field('Compose', 'Text')

  await compose.click()
  await page.keyboard.type('Hello, typed in many strokes')
  await canvas.title('Hash').click()
  await page.keyboard.press('d')
  await page.keyboard.press('F2')
  await page.keyboard.type('Digest')
  await page.keyboard.press('Enter')
  await expect(canvas.card('Digest')).toBeVisible()
  await page.keyboard.press('Control+d')
  await expect(canvas.card('Digest 2')).toBeVisible()
  await canvas.card('Digest 2').getByRole('combobox', { name: 'Algorithm' }).click()
  await page.getByRole('option', { name: 'SHA-512' }).click()
  await canvas.title('Digest 2').click()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('group', { name: 'Card 3 of 5, Digest 2' })).toBeVisible()
  await page.keyboard.press('n')
  await expect(canvas.card('Note')).toBeVisible()
  await canvas.card('Note').getByRole('textbox', { name: 'Note' }).fill('Twice on purpose')
  await canvas.title('Note').click()
  await page.keyboard.press('Delete')
  await expect(canvas.card('Note')).toBeHidden()
  // The whole flow in sight, then near the two cards that are worked on.
  await page.keyboard.press('1')
  await canvas.title('Helper Flow').click()
  await canvas.title('Compose').click({ modifiers: ['Shift'] })
  await page.keyboard.press('2')
  await canvas.card('Helper Flow').getByRole('button', { name: 'Add input' }).click()
  await page.keyboard.type('Language')
  await page.keyboard.press('Enter')
  await canvas.pill('Helper Flow', 'Language').click()
  await compose.click()
  await expect(compose).toHaveText(/Language/)

  const bar = page.getByRole('toolbar', { name: 'Flow' })
  const undo = bar.getByRole('button', { name: /^Undo/ })
  const redo = bar.getByRole('button', { name: /^Redo/ })
  const labels: (string | null)[] = []
  const end = await expect
    .poll(async () => JSON.stringify(await inputsOf(api, flowId, 'compose')))
    .toContain('pill')
    .then(() => docOf(api, flowId))
  for (let step = 0; step < 12; step += 1) {
    labels.push(await undo.getAttribute('aria-label'))
    await undo.click()
  }
  expect(labels).toEqual([
    'Undo map Language to Text',
    'Undo rename Input 2',
    'Undo add input',
    'Undo delete card “Note”',
    'Undo write a note',
    'Undo add card “Note”',
    'Undo move card “Digest 2”',
    'Undo change Algorithm',
    'Undo duplicate card “Digest”',
    'Undo rename card “Hash”',
    'Undo skip card “Hash”',
    'Undo fill in Text'
  ])
  await expect(undo).toHaveAttribute('aria-disabled', 'true')
  await expect.poll(() => docOf(api, flowId)).toEqual(doc)

  for (let step = 0; step < 12; step += 1) await redo.click()
  await expect(redo).toHaveAttribute('aria-disabled', 'true')
  await expect.poll(() => docOf(api, flowId)).toEqual(end)
})

test('a deletion is taken back from its message, and by keys while typing in a field', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Hash').click()
  await page.keyboard.press('Backspace')
  await expect(canvas.card('Hash')).toBeHidden()
  await expect(canvas.title('Compose')).toBeFocused()
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
  await expect(canvas.card('Hash')).toBeVisible()

  const field = canvas.field('Compose', 'Text')
  await field.click()
  await page.keyboard.type('Hello')
  await page.keyboard.press('Control+z')
  await expect(field).toHaveText('')
  await page.keyboard.press('Control+y')
  await expect(field).toHaveText('Hello')
})
