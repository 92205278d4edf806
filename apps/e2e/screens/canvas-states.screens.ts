import { literal, pill, text } from '@hookwright/model'
import { deployDraft, makeGreeting } from '../fixtures/greeting.ts'
import { large, shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'
import { flowCanvas } from '../pages/flow-canvas.ts'
import { card, flowOf, makeFlow, textField } from '../pages/flow-docs.ts'
import { shownFlow } from '../pages/shown-flow.ts'

test.setTimeout(240_000)

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('one', 'compose', { title: 'First', inputs: { text: text('Hello ', pill('start', 'who')) } }),
  card('two', 'compose', { title: 'Second', inputs: { text: pill('one', 'output') } }),
  card('call', 'call-flow', { config: { flowId: null } }),
  card('now', 'now')
)

test('cards are folded, named, skipped, chosen and moved', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Order', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.card('First').getByRole('button', { name: 'Fold First' }).click()
  await canvas.title('Second').click()
  await page.keyboard.press('d')
  await shoot(page, 'canvas-folded')
  await canvas.title('Second').click({ button: 'right' })
  await shoot(page, 'canvas-context-menu', [large])
  await page.keyboard.press('Escape')
  await canvas.title('Second').focus()
  await page.keyboard.press('F2')
  await shoot(page, 'canvas-rename', [large])
  await page.keyboard.press('Escape')
  await canvas.title('Second').hover()
  await page.mouse.down()
  const box = await canvas.title('First').boundingBox()
  if (box === null) throw new Error('The card is not in sight.')
  await page.mouse.move(box.x, box.y + 30, { steps: 4 })
  await page.mouse.move(box.x - 20, box.y, { steps: 6 })
  await shoot(page, 'canvas-dragged', [large])
  await page.mouse.up()
  await expect(page.getByText('so it must stay after').first()).toBeVisible()
  await shoot(page, 'canvas-move-refused')
  await canvas.title('Second').focus()
  await page.keyboard.press('Control+a')
  await shoot(page, 'canvas-all-chosen')
})

test('a dragged value does not fit its target', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet someone', doc: shownFlow })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.pill('Helper Flow', 'User').hover()
  await page.mouse.down()
  const box = await canvas.field('Ask the directory', 'URL').boundingBox()
  if (box === null) throw new Error('The field is not in sight.')
  await page.mouse.move(box.x - 60, box.y, { steps: 4 })
  await page.mouse.move(box.x + 40, box.y + 10, { steps: 8 })
  await shoot(page, 'canvas-pill-refused', [large])
  await page.mouse.up()
  await shoot(page, 'canvas-pill-refused-said', [large])
})

test('a card is looked at beside the canvas', async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet someone', doc: shownFlow })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Ask the directory').click()
  await page.keyboard.press('i')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector.getByRole('heading', { name: 'Ask the directory' })).toBeVisible()
  await shoot(page, 'inspector-card', [large])
  await inspector.getByRole('tab', { name: 'Data' }).click()
  await shoot(page, 'inspector-data', [large])
  await inspector.getByRole('tab', { name: 'Help' }).click()
  await shoot(page, 'inspector-help', [large])
  await page.keyboard.press('Control+f')
  await page.keyboard.type('ha')
  await shoot(page, 'canvas-find')
  await page.keyboard.type('zzz')
  await shoot(page, 'canvas-find-none')
})

test('a flow has no problems and no inputs for a run', async ({ api, page }) => {
  const plain = flowOf(
    card('start', 'helper-flow', { config: { inputs: [] } }),
    card('words', 'compose', { inputs: { text: literal('Good day') } })
  )
  const { path } = await makeFlow(api, { name: 'Say good day', doc: plain })
  await page.goto(path)
  await page.getByRole('button', { name: /^(No problems|\d+ warnings?)$/ }).click()
  await shoot(page, 'canvas-no-problems')
  await page.getByRole('button', { name: 'Run here' }).click()
  await shoot(page, 'canvas-run-form-empty')
})

test('a card differs from its deployed version', async ({ api, page, installation }) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, installation.practice)
  await deployDraft(api, connectorId)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const canvas = flowCanvas(page)
  await canvas.field('Greet', 'Text').press('End')
  await page.keyboard.type('!')
  await expect(
    canvas.card('Greet').getByRole('img', { name: /^Changed since the deployed version 1/ })
  ).toBeVisible()
  await shoot(page, 'canvas-changed')
})
