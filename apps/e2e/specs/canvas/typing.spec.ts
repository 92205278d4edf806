import { pill, text } from '@hookwright/model'
import type { Locator, Page } from '@playwright/test'
import type { TestApi } from '../../fixtures/api.ts'
import { expect, test } from '../../fixtures/test.ts'
import { drag, type FlowCanvas, flowCanvas } from '../../pages/flow-canvas.ts'
import { card, docOf, flowOf, makeFlow, textField } from '../../pages/flow-docs.ts'

const one = (kind: string) => ({ kind, list: false })

const doc = flowOf(
  card('start', 'helper-flow', { config: { inputs: [textField('who', 'Who')] } }),
  card('compose', 'compose'),
  card('assign', 'assign', {
    config: {
      fields: [
        { id: 'count', label: 'Count', dataType: one('number') },
        { id: 'body', label: 'Body', dataType: one('object') }
      ]
    }
  })
)

const open = async (
  api: TestApi,
  page: Page
): Promise<{ canvas: FlowCanvas; field: Locator; inputsOf: (card: string) => Promise<unknown> }> => {
  const { path, flowId } = await makeFlow(api, { name: 'Greet', doc })
  await page.goto(path)
  const canvas = flowCanvas(page)
  const field = canvas.field('Compose', 'Text')
  await expect(field).toBeVisible()
  return { canvas, field, inputsOf: async id => (await docOf(api, flowId)).cards[id]?.inputs }
}

/** Lets every frame of the page come late, as on a machine that is busy. */
const slowFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const soon = requestAnimationFrame
    globalThis.requestAnimationFrame = act => Number(setTimeout(() => soon(act), 300))
  })

test('what is typed right behind a dropped value is kept, however late the page is', async ({
  api,
  page
}) => {
  const { canvas, field, inputsOf } = await open(api, page)
  await field.click()
  await page.keyboard.type('Hello ')
  await slowFrames(page)
  await drag(page, canvas.pill('Helper Flow', 'Who'), field)
  await page.keyboard.type(', or soo')
  await page.keyboard.press('Backspace')
  await expect
    .poll(() => inputsOf('compose'))
    .toEqual({ text: text('Hello ', pill('start', 'who'), ', or so') })
})
