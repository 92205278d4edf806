import { pill, text } from '@hookwright/model'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow, textField } from '../../pages/flow-docs.ts'

const source = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('one', 'compose', { title: 'Greeting', inputs: { text: text('Hi ', pill('start', 'who')) } }),
  card('two', 'compose', { title: 'Loud', inputs: { text: text(pill('one', 'output'), '!') } })
)

const target = flowOf(
  card('begin', 'helper-flow', { config: { inputs: [] } }),
  card('return', 'return', { config: { fields: [] } })
)

test('[row 129b] cards are copied into another flow: what leads to one another stays, what leads outside is a problem', {
  tag: '@full'
}, async ({ api, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const from = await makeFlow(api, { name: 'From', doc: source })
  const into = await makeFlow(api, { name: 'Into', doc: target, connectorId: from.connectorId })
  await page.goto(from.path)
  const canvas = flowCanvas(page)
  await canvas.title('Greeting').click()
  await canvas.title('Loud').click({ modifiers: ['Shift'] })
  await page.keyboard.press('Control+c')
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
  expect(copied).toMatchObject({
    kind: 'hookwright/cards',
    schemaVersion: 1,
    fragment: { strip: ['one', 'two'] }
  })

  await page.goto(into.path)
  await canvas.title('Helper Flow').click()
  await page.keyboard.press('Control+v')
  await expect(canvas.card('Greeting')).toBeVisible()
  await expect(page.getByRole('group', { name: /^Card 4 of 4, Return/ })).toBeVisible()
  await expect(
    page.getByText('1 mapped value does not exist in this flow. Map another value.').first()
  ).toBeVisible()
  await expect(canvas.card('Greeting')).toContainText(/uses a value of a card that is not in this flow/)
  await expect(canvas.card('Loud').getByRole('button', { name: /error/ })).toBeHidden()

  const strip = await expect
    .poll(async () => (await docOf(api, into.flowId)).strip.length)
    .toBe(4)
    .then(async () => (await docOf(api, into.flowId)).strip)
  const pasted = (await docOf(api, into.flowId)).cards
  expect(strip[1]).not.toBe('one')
  expect(pasted[strip[2] ?? '']?.inputs.text).toEqual(text(pill(strip[1] ?? '', 'output'), '!'))
})

test('what pasted cards used elsewhere is mapped to values of the same name here by one click', {
  tag: '@long'
}, async ({ api, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const from = await makeFlow(api, { name: 'From', doc: source })
  const doc = flowOf(card('begin', 'helper-flow', { config: { inputs: [textField('person', 'Who')] } }))
  const into = await makeFlow(api, { name: 'Into', doc, connectorId: from.connectorId })
  await page.goto(from.path)
  const canvas = flowCanvas(page)
  await canvas.title('Greeting').click()
  await page.keyboard.press('Control+c')
  await page.goto(into.path)
  await canvas.title('Helper Flow').click()
  await page.keyboard.press('Control+v')
  await page.getByRole('button', { name: 'Map 1 value by name' }).click()
  await expect(canvas.card('Greeting').getByRole('button', { name: /error/ })).toBeHidden()
  await expect(canvas.field('Greeting', 'Text')).toContainText('Who')
  await expect(canvas.title('Greeting')).toBeFocused()
  await canvas.undo()
  await expect(canvas.card('Greeting').getByRole('button', { name: /error/ })).toBeVisible()
})

test('cards are cut and pasted back elsewhere, and what is no cards is refused with a sentence', {
  tag: '@full'
}, async ({ api, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { path, flowId } = await makeFlow(api, { name: 'From', doc: source })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Greeting').click()
  await page.keyboard.press('Control+x')
  await expect(canvas.card('Greeting')).toBeHidden()
  await canvas.title('Loud').click()
  await page.keyboard.press('Control+v')
  await expect(page.getByRole('group', { name: /^Card 3 of 3, Greeting/ })).toBeVisible()
  await expect.poll(async () => (await docOf(api, flowId)).strip.slice(0, 2)).toEqual(['start', 'two'])

  await page.evaluate(() => navigator.clipboard.writeText('just words'))
  await page.keyboard.press('Control+v')
  await expect(
    page.getByText('There are no cards on the clipboard. Copy some cards first.').first()
  ).toBeVisible()
})

test('text with values in it is copied as others read it, and pasted with its values', {
  tag: '@long'
}, async ({ api, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { path, flowId } = await makeFlow(api, { name: 'From', doc: source })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.field('Greeting', 'Text').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+c')
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Hi {{start.who}}')
  await canvas.field('Loud', 'Text').click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Control+v')
  await expect
    .poll(async () => (await docOf(api, flowId)).cards.two?.inputs.text)
    .toEqual(text('Hi ', pill('start', 'who')))
})
