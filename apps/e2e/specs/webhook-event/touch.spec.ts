import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { eventFlow, groupOf, outputField } from '../../pages/outputs-docs.ts'

// A touch screen as wide as a desktop: nothing is ever pointed at there.
test.use({ hasTouch: true, isMobile: true })

test('the labels of outputs are readable in full where nothing can be pointed at', { tag: '@full' }, async ({
  api,
  page
}) => {
  const groups = [groupOf('user', 'User', outputField('created', 'Created at'))]
  const { path } = await makeFlow(api, { name: 'User created', doc: eventFlow({ groups }) })
  await page.goto(path)
  const label = flowCanvas(page).card('Return Outputs').getByTitle('Created at', { exact: true })
  await expect(label).toBeVisible()
  expect(await label.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0)
})
