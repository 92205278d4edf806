import { literal, pill, text } from '@hookwright/model'
import { loadSample } from '../../fixtures/api.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { small } from '../../fixtures/shoot.ts'
import { expect, test, USER_VIEW } from '../../fixtures/test.ts'
import { flowCanvas, stillBox } from '../../pages/flow-canvas.ts'
import { card, flowOf, makeFlow, textField } from '../../pages/flow-docs.ts'

const greeting = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('greet', 'compose', { title: 'Greet', inputs: { text: text('Hello ', pill('start', 'who')) } }),
  card('return', 'return', {
    config: { fields: [textField('said', 'Said')] },
    inputs: { said: literal('nothing') }
  })
)

test('an event with its outputs opens with its preview for users, and a phone has its test at the foot', async ({
  api,
  page
}) => {
  await page.addInitScript(place => localStorage.removeItem(place), USER_VIEW)
  const { connectorId, eventFlowId } = await loadSample(api)
  await page.goto(`/connectors/${connectorId}/flows/${eventFlowId}`)
  const preview = page.getByRole('complementary', { name: 'As users see it' })
  await expect(preview).toContainText('1 · Acme HR')
  await expectAccessible(page)
  await page.setViewportSize(small)
  const foot = page.getByRole('region', { name: 'Test and deploy' })
  await expect(foot.getByText('v1 deployed')).toBeVisible()
  await expectAccessible(page)
  await foot.getByRole('button', { name: 'Test' }).click()
  await expect(page).toHaveURL(/panel=run/)
})

test('panels are resized by key and by pointer, keep their size, and can be reset', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet', doc: greeting })
  await page.goto(`${path}?panel=problems`)
  await page.getByRole('button', { name: 'Add card', exact: true }).click()
  const cards = page.getByRole('complementary', { name: 'Cards', exact: true })
  const side = page.getByRole('separator', { name: 'Cards panel width' })
  const widthOf = async (): Promise<number> => (await stillBox(cards)).width
  const usual = await widthOf()
  await side.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(widthOf).toBe(usual + 16)

  const edge = await stillBox(side)
  await page.mouse.move(edge.x + 4, edge.y + 200)
  await page.mouse.down()
  await page.mouse.move(edge.x + 64, edge.y + 200, { steps: 4 })
  await page.mouse.up()
  await expect.poll(widthOf).toBe(usual + 76)

  const panel = page.getByRole('region', { name: 'Problems and runs' })
  const heightOf = async (): Promise<number> => (await stillBox(panel)).height
  await page.getByRole('separator', { name: 'Panel height' }).focus()
  const before = await heightOf()
  await page.keyboard.press('Shift+ArrowUp')
  await expect.poll(heightOf).toBeGreaterThan(before + 50)

  await page.reload()
  await expect.poll(widthOf).toBe(usual + 76)
  await expectAccessible(page)
  await side.dblclick()
  await expect.poll(widthOf).toBe(usual)
})

test('the inspector shows the chosen card with room: its fields, its whole values, its help', {
  tag: '@full'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'Greet', doc: greeting })
  await page.goto(path)
  const canvas = flowCanvas(page)
  await canvas.title('Greet').click()
  await page.keyboard.press('i')
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  await expect(inspector.getByRole('heading', { name: 'Greet' })).toBeVisible()

  await inspector.getByRole('textbox', { name: 'Text', exact: true }).click()
  await page.keyboard.press('End')
  await page.keyboard.type(', welcome')
  await expect(canvas.field('Greet', 'Text')).toContainText(', welcome')
  await expect(canvas.savedWords).toBeVisible()

  await inspector.getByRole('tab', { name: 'Data' }).click()
  await expect(inspector).toContainText('Run the flow here')
  await page.getByRole('button', { name: 'Run here' }).click()
  const who = 'A name that is much too long to stand on one line of a card, and so it is cut there '.repeat(3)
  await page.getByRole('region', { name: 'Problems and runs' }).getByLabel('Who').fill(who)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(inspector.getByRole('region', { name: 'Output' })).toContainText(`Hello ${who}, welcome`)
  await expectAccessible(page)

  await canvas.title('Return').click()
  await expect(inspector.getByRole('heading', { name: 'Return' })).toBeVisible()
  await inspector.getByRole('tab', { name: 'Help' }).click()
  await expect(inspector).toContainText('Inputs')
  await inspector.getByRole('button', { name: 'Close the inspector' }).click()
  await expect(inspector).toBeHidden()
  await expect(canvas.title('Return')).toBeFocused()
})
