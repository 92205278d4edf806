import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow } from '../../pages/flow-docs.ts'

/**
 * Flow with three problems far apart: two empty required fields, one of them inside a block, and a literal of
 * the wrong type.
 */
const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [] } }),
  card('hmac', 'hmac', {
    config: { algorithm: 'sha256', encoding: 'hex', keyEncoding: 'text' },
    inputs: { text: { kind: 'literal', value: 'x' } }
  }),
  card('now1', 'now'),
  card('now2', 'now'),
  card('now3', 'now'),
  card('assign', 'assign', {
    config: { fields: [{ id: 'n', label: 'Count', dataType: { kind: 'number', list: false } }] },
    inputs: { n: { kind: 'literal', value: 'many' } }
  }),
  card('fork', 'if-error', {
    config: { joins: [] },
    blocks: [
      { id: 'try', strip: ['parse'], joins: {} },
      { id: 'error', strip: [], joins: {} }
    ]
  })
)
doc.cards.parse = card('parse', 'json-parse')

test('F8 goes from problem to problem, each field comes into sight and has the focus', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Faulty', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('HMAC')).toContainText('Required')
  await expect(canvas.card('HMAC').getByRole('button', { name: 'Show 1 error' })).toBeVisible()

  const fields = [canvas.field('HMAC', 'Key'), canvas.field('Assign', 'Count'), canvas.field('Parse', 'Text')]
  for (const field of fields) {
    await page.keyboard.press('F8')
    await expect(field).toBeFocused()
    await expect(field).toBeInViewport({ ratio: 1 })
  }
  await page.keyboard.press('F8')
  await expect(canvas.field('HMAC', 'Key')).toBeFocused()
  await page.keyboard.press('Shift+F8')
  await expect(canvas.field('Parse', 'Text')).toBeFocused()
})

test('a message on a card takes exactly the lines its words need', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, { name: 'Faulty', doc })
  await page.goto(path)
  const message = flowCanvas(page).card('Assign').locator('.card-message')
  await expect(message).toContainText('“Count” expects Number')
  const { room, words, line } = await message.evaluate(element => {
    const range = document.createRange()
    range.selectNodeContents(element)
    return {
      room: element.clientHeight,
      words: range.getBoundingClientRect().height,
      line: Number.parseFloat(getComputedStyle(element).lineHeight)
    }
  })
  expect(words).toBeLessThanOrEqual(room)
  expect(room - words).toBeLessThan(line)
})

test('the problems panel lists them, leads to them, and follows what is fixed', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Faulty', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await page
    .getByRole('button', { name: /^3 errors/ })
    .first()
    .click()
  await expect(page).toHaveURL(/panel=problems/)
  const list = page.getByRole('list', { name: 'Problems' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await expectAccessible(page)
  await list.getByRole('button', { name: /“Count” expects Number but contains Text/ }).click()
  await expect(canvas.field('Assign', 'Count')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+a')
  await page.keyboard.type('12')
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(canvas.title('Assign')).toBeFocused()
})

test('a problem inside folded cards is unfolded when it is gone to', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, { name: 'Faulty', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await page.keyboard.press('1')
  await canvas.title('If Error').click()
  await page.keyboard.press('0')
  await canvas.card('If Error').getByRole('button', { name: 'Fold If Error' }).click()
  await expect(canvas.card('Parse')).toBeHidden()
  await page.reload()
  await expect(canvas.card('HMAC')).toBeVisible()
  await page.keyboard.press('Shift+F8')
  await expect(canvas.field('Parse', 'Text')).toBeFocused()
})
