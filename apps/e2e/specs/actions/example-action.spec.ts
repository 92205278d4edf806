import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { docOf, makeFlow } from '../../pages/flow-docs.ts'

test('an action begins as an example without problems, which is undone in one step', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'Assign equipment' })
  await page.goto(path)
  await page.getByRole('button', { name: 'Add event' }).click()
  const chooser = page.getByRole('dialog', { name: 'Add event' })
  await expectAccessible(page, 'anywhere')
  await chooser.getByRole('button', { name: /^Example action/ }).click()
  await expect(chooser).toBeHidden()
  const canvas = flowCanvas(page)
  await expect(canvas.card('Connector Action')).toContainText('Person ID')
  await expect(canvas.card('Assign a laptop')).toBeVisible()
  await expect(canvas.card('Return Outputs')).toContainText('Equipment ID')
  await expect(page.getByRole('button', { name: 'No problems' }).first()).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByRole('button', { name: 'Add event' })).toBeVisible()
  await page.keyboard.press('ControlOrMeta+Shift+z')
  await expect(canvas.card('Assign a laptop')).toBeVisible()
  await expect.poll(async () => (await docOf(api, flowId)).strip.length).toBe(3)

  await canvas.title('Connector Action').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Choose another event' }).click()
  await expect(chooser.getByRole('button', { name: /^Connector Action/ })).toBeVisible()
  await expect(chooser.getByRole('button', { name: /^Example action/ })).toBeHidden()
})
