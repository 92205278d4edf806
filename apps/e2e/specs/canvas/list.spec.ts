import { literal, pill, text } from '@hookwright/model'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow, textField } from '../../pages/flow-docs.ts'

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('fork', 'if-else', {
    config: {
      operator: 'equal',
      joins: [{ id: 'out', label: 'Out', dataType: { kind: 'text', list: false } }]
    },
    inputs: { left: pill('start', 'who'), right: literal('Ada') },
    blocks: [
      { id: 'then', strip: ['inner'], joins: {} },
      { id: 'else', strip: [], joins: {} }
    ]
  }),
  card('return', 'return', { config: { fields: [textField('greeting', 'Greeting')] } })
)
doc.cards.inner = card('inner', 'compose', { title: 'Inner' })

test('before the canvas stands a way to the same cards as a list', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, { name: 'Listed', doc })
  await page.goto(path)
  await expect(page.getByRole('application')).toBeVisible()
  await page.getByRole('button', { name: 'Skip to card list' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Cards of the flow' })).toBeVisible()
  await expect(flowCanvas(page).title('Helper Flow')).toBeFocused()
})

test('everything can be done in the list: add, map, join, move, rename, delete', async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Listed', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(canvas.card('If/Else')).toBeVisible()
  await page.keyboard.press('Shift+L')
  const list = page.getByRole('region', { name: 'Cards of the flow' })
  await expect(list).toBeVisible()
  await expect(page.getByRole('application')).toHaveCount(0)
  await expectAccessible(page)

  await canvas.field('Inner', 'Text').click()
  await page.keyboard.type('Hi ')
  await page.keyboard.press('Alt+m')
  await page.getByRole('option', { name: 'Who' }).click()
  await list.getByRole('region', { name: 'If true' }).getByRole('textbox', { name: 'Out' }).focus()
  await page.keyboard.press('Alt+m')
  await page.keyboard.type('Output')
  await page.keyboard.press('Enter')
  await list
    .getByRole('region', { name: 'If false' })
    .last()
    .getByRole('button', { name: 'Add card at the start' })
    .click()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('Compose')
  await page.keyboard.press('Enter')
  await expect(canvas.title('Compose')).toBeFocused()
  await page.keyboard.press('F2')
  await page.keyboard.type('Other')
  await page.keyboard.press('Enter')
  await canvas.pill('If/Else', 'Out').click()
  await canvas.field('Return', 'Greeting').click()
  await expect(canvas.field('Return', 'Greeting')).toHaveText(/Out/)
  await canvas.title('Other').click()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('group', { name: /^Card 2 of 5, Other/ })).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(canvas.card('Other')).toBeHidden()

  await expect
    .poll(async () => (await docOf(api, flowId)).cards)
    .toMatchObject({
      inner: { inputs: { text: text('Hi ', pill('start', 'who')) } },
      fork: { blocks: [{ joins: { out: pill('inner', 'output') } }, { strip: [] }] },
      return: { inputs: { greeting: pill('fork', 'out') } }
    })
})

test('on a small screen the flow is a list, and the palette a layer over it', { tag: '@long' }, async ({
  api,
  page
}) => {
  await page.setViewportSize({ width: 390, height: 844 })
  const { path } = await makeFlow(api, { name: 'Listed', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await expect(page.getByRole('region', { name: 'Cards of the flow' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add card after Helper Flow' }).click()
  await expect(page.getByRole('combobox', { name: 'Search cards' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type('Now')
  await page.keyboard.press('Enter')
  await expect(canvas.title('Now')).toBeFocused()
  await expect(page.getByRole('combobox', { name: 'Search cards' })).toBeHidden()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
})

test('a name that is half typed is kept when the flow becomes a list', { tag: '@full' }, async ({
  api,
  page
}) => {
  const { path } = await makeFlow(api, { name: 'Listed', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Helper Flow').dblclick()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('Greet somebody')
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(page.getByRole('region', { name: 'Cards of the flow' })).toBeVisible()
  await expect(canvas.title('Greet somebody')).toBeVisible()
})

test('a long text has the room of its lines in the list', { tag: '@long' }, async ({ api, page }) => {
  const lines = ['Dear', 'all', 'of', 'you', 'who', 'join'].join('\n')
  const { path } = await makeFlow(api, {
    name: 'Greet',
    doc: flowOf(
      card('start', 'helper-flow', { config: { inputs: [] } }),
      card('greet', 'compose', { inputs: { text: literal(lines) } })
    )
  })
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(path)
  const field = flowCanvas(page).field('Compose', 'Text')
  await expect(field).toBeVisible()
  const { shown, whole } = await field.evaluate(({ clientHeight, scrollHeight }) => ({
    shown: clientHeight,
    whole: scrollHeight
  }))
  expect(shown).toBeGreaterThanOrEqual(whole)
  await field.fill('Short')
  await expect.poll(() => field.evaluate(({ clientHeight }) => clientHeight)).toBeGreaterThan(50)
})
