import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [] } }),
  card('compose', 'compose'),
  card('hash', 'hash', { config: { algorithm: 'sha256', encoding: 'hex' } })
)

test('Enter goes from the title of a card to its first field, and Esc back to the title', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Compose').click()
  await page.keyboard.press('Enter')
  await expect(canvas.field('Compose', 'Text')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(canvas.title('Compose')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(canvas.title('Hash')).toBeFocused()
})

test('a message with Undo goes when its change is undone by key', { tag: '@long' }, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Hash').click()
  await page.keyboard.press('Delete')
  const message = page.getByRole('dialog', { name: 'Deleted card “Hash”.' })
  await expect(message).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(canvas.card('Hash')).toBeVisible()
  await expect(message).toBeHidden({ timeout: 4_000 })
})

test('an empty flow opens with the focus on the choice of its event', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, {})
  await page.goto(path)
  await expect(page.getByRole('button', { name: 'Add event' })).toBeFocused()
})
