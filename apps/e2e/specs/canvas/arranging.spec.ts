import { literal, pill } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drag, flowCanvas, stillBox } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow, textField } from '../../pages/flow-docs.ts'

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('one', 'compose', { title: 'First', inputs: { text: pill('start', 'who') } }),
  card('two', 'compose', { title: 'Second', inputs: { text: pill('one', 'output') } }),
  card('now', 'now')
)

test('a card is dragged to another place, and one that would come before what it uses is refused with the reason', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await drag(page, canvas.title('Now'), canvas.title('First'))
  await expect(page.getByRole('group', { name: 'Card 2 of 4, Now' })).toBeVisible()
  await expect.poll(async () => (await docOf(api, flowId)).strip).toEqual(['start', 'now', 'one', 'two'])

  await page.keyboard.press('1')
  await canvas.title('Second').hover()
  await page.mouse.down()
  const box = await stillBox(canvas.title('First'))
  await page.mouse.move(box.x, box.y + 30, { steps: 4 })
  await page.mouse.move(box.x - 20, box.y, { steps: 6 })
  await expect(
    page.getByText('“Second” uses a value of “First”, so it must stay after “First”.')
  ).toBeVisible()
  await expect(page.locator('.insertion-line')).toBeHidden()
  await page.mouse.up()
  await expect(
    page.getByText('“Second” uses a value of “First”, so it must stay after “First”.').first()
  ).toBeVisible()
  expect((await docOf(api, flowId)).strip).toEqual(['start', 'now', 'one', 'two'])
  await page.keyboard.press('Control+z')
  await expect.poll(async () => (await docOf(api, flowId)).strip).toEqual(doc.strip)
})

test('a card type is dragged out of the palette to the gap between two cards', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path, flowId } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  await page.getByRole('button', { name: 'Add card', exact: true }).click()
  const canvas = flowCanvas(page)
  await drag(
    page,
    page.getByRole('option', { name: 'Hash' }),
    canvas.card('First').getByRole('button', { name: 'Add card after First' })
  )
  await expect(page.getByRole('group', { name: /^Card 3 of 5, Hash/ })).toBeVisible()
  await expect
    .poll(async () => {
      const { strip, cards } = await docOf(api, flowId)
      return strip.map(id => cards[id]?.type)
    })
    .toEqual(['helper-flow', 'compose', 'hash', 'compose', 'now'])
})

test('[row 70] the palette finds cards by name, group and words, and Ctrl Enter keeps it open', async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('First').click()
  await page.keyboard.press('a')
  const search = page.getByRole('combobox', { name: 'Search cards' })
  await expect(search).toBeFocused()
  await expect(page.getByText('Insert after “First”')).toBeVisible()
  await page.keyboard.type('encryption')
  await expect(page.getByRole('option', { name: 'HMAC' })).toBeVisible()
  await search.fill('nothing like that')
  await expect(page.getByText('No cards found. Describe what the card should do')).toBeVisible()
  await search.fill('stringify')
  await page.keyboard.press('Control+Enter')
  await expect(canvas.card('Stringify')).toBeVisible()
  await expect(search).toBeFocused()
  await page.keyboard.type('parse')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('group', { name: /^Card 4 of 6, Parse/ })).toBeVisible()
  await expect(canvas.title('Parse')).toBeFocused()
})

test('cards are folded, skipped and renamed from their menu, which the second mouse button opens too', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.card('First').getByRole('button', { name: 'Fold First' }).click()
  await expect(canvas.field('First', 'Text')).toBeHidden()
  await page.reload()
  await expect(canvas.card('First')).toBeVisible()
  await expect(canvas.field('First', 'Text')).toBeHidden()
  await canvas.card('First').getByRole('button', { name: 'Unfold First' }).click()
  await expect(canvas.field('First', 'Text')).toBeVisible()

  await canvas.card('First').getByRole('button', { name: 'More for First' }).click()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Skip' }).click()
  await expect(page.getByRole('group', { name: 'Card 2 of 4, First, skipped' })).toBeVisible()
  await expectAccessible(page)
  await canvas.title('First').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Rename card' }).click()
  await page.keyboard.type('Greeting')
  await page.keyboard.press('Enter')
  await expect(canvas.title('Greeting')).toBeFocused()
  await expect
    .poll(async () => (await docOf(api, flowId)).cards.one)
    .toMatchObject({ title: 'Greeting', skipped: true })
  await canvas.title('Helper Flow').click({ button: 'right' })
  const remove = page.getByRole('menuitem', { name: /^Delete card/ })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await expect(remove).toContainText('This is not possible for the first and last cards of a flow.')
})

test('several cards are chosen by a frame, by Ctrl and all at once', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const first = await stillBox(canvas.card('First'))
  const second = await stillBox(canvas.card('Second'))
  await page.keyboard.down('Shift')
  await expect(page.locator('.react-flow__pane.selection')).toBeVisible()
  await page.mouse.move(first.x - 15, first.y - 15)
  await page.mouse.down()
  await page.mouse.move(second.x + second.width + 10, second.y + second.height + 10, { steps: 6 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.locator('[data-chosen]')).toHaveCount(2)
  await canvas.title('Helper Flow').click({ modifiers: ['Control'] })
  await expect(page.locator('[data-chosen]')).toHaveCount(3)
  await page.keyboard.press('Control+a')
  await expect(page.locator('[data-chosen]')).toHaveCount(4)
  await page.keyboard.press('Delete')
  await expect(page.getByRole('group', { name: 'Card 1 of 1, Helper Flow' })).toBeVisible()
  await expect(page.getByText('Deleted 3 cards.').first()).toBeVisible()
})

test('the view is zoomed, fitted, panned and moved by the map', { tag: '@long' }, async ({ api, page }) => {
  const many = flowOf(...Array.from({ length: 30 }, (_, n) => card(`c${n}`, n === 0 ? 'helper-flow' : 'now')))
  const first = many.cards.c0
  if (first) first.config = { inputs: [] }
  const { path } = await makeFlow(api, { name: 'Long', doc: many })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('Helper Flow')).toBeInViewport()
  const zoom = page.getByRole('button', { name: /^Zoom to 100 %/ })
  await page.keyboard.press('+')
  await expect(zoom).toHaveText('120 %')
  await page.keyboard.press('1')
  await expect(zoom).toHaveText('25 %')
  await expect(canvas.card('Helper Flow').getByText('Flow Control')).toBeHidden()
  await page.keyboard.press('0')
  await expect(zoom).toHaveText('100 %')

  await canvas.title('Helper Flow').focus()
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('group', { name: /^Card 7 of 30/ })).toBeInViewport({ ratio: 1 })
  await expect(
    page.getByRole('group', { name: /^Card 7 of 30/ }).getByRole('button', { name: 'Now', exact: true })
  ).toBeFocused()
  await expect(page.getByRole('group', { name: /^Card 1 of 30/ })).not.toBeInViewport()
})

test('a short flow shows its wires until they are switched off', { tag: '@long' }, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('First')).toBeVisible()
  await expect(page.locator('[data-wires]')).toHaveAttribute('data-wires', '2')
  await page.getByRole('switch', { name: 'All wires' }).click()
  await expect(page.locator('[data-wires]')).toHaveCount(0)
})

test('Ctrl F finds titles, values and notes of the flow, and Esc stays at the match', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, {
    name: 'Greet',
    doc: flowOf(
      card('start', 'helper-flow', { config: { inputs: [] } }),
      card('now', 'now', { title: 'When' }),
      card('greet', 'compose', { title: 'Greeting', inputs: { text: literal('Hello when ready') } }),
      card('note', 'note', { config: { text: 'Sent twice.' } })
    )
  })
  await page.goto(path)
  await expect(flowCanvas(page).card('When')).toBeVisible()
  await page.keyboard.press('Control+f')
  const bar = page.getByRole('search', { name: 'Find in this flow' })
  const search = bar.getByRole('textbox')
  await expect(search).toBeFocused()
  await page.keyboard.type('when')
  await expect(bar).toContainText('1 of 2')
  await page.keyboard.press('Enter')
  await expect(bar).toContainText('2 of 2')
  await expect(search).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(bar).toBeHidden()
  await expect(flowCanvas(page).field('Greeting', 'Text')).toBeFocused()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('twice')
  await expect(bar).toContainText('1 of 1')
  await search.fill('whe')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.press('Escape')
  await expect(flowCanvas(page).title('When')).toBeFocused()
})
