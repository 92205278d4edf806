import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [] } }),
  card('one', 'compose', { title: 'First' })
)

/** Terms of other products, each with the corresponding card. */
const words = [
  ['http', 'Raw Request'],
  ['if', 'If/Else'],
  ['loop', 'For Each'],
  ['switch', 'If/ElseIf'],
  ['delay', 'Wait For'],
  ['log', 'Note'],
  ['regex', 'Find Pattern'],
  ['uuid', 'Random']
] as const

test('the palette finds cards by the words of other products and says of each what it does', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('First').click()
  await page.keyboard.press('a')
  const search = page.getByRole('combobox', { name: 'Search cards' })
  const first = page.getByRole('listbox', { name: 'Card types' }).getByRole('option').first()
  for (const [word, title] of words) {
    await search.fill(word)
    await expect(first).toContainText(title)
    await expect(first).toHaveAttribute('aria-description', /./)
  }
  await search.fill('delay')
  await expect(page.getByText('Waits before the next card')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(canvas.card('Wait For')).toBeVisible()
})
