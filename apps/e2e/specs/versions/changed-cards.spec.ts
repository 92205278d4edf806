import { deployDraft, makeGreeting } from '../../fixtures/greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'

test('a card that differs from its deployed version is marked until the change is undone or deployed', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { connectorId, eventFlowId } = await makeGreeting(api, installation.practice)
  const path = `/connectors/${connectorId}/flows/${eventFlowId}`
  const canvas = flowCanvas(page)
  const marks = page.getByRole('img', { name: /since the deployed version 1$/ })
  await page.goto(path)
  await expect(canvas.card('Greet')).toBeVisible()
  await expect(marks).toHaveCount(0)

  await deployDraft(api, connectorId)
  await page.reload()
  await canvas.field('Greet', 'Text').press('End')
  await page.keyboard.type('!')
  const changed = canvas.card('Greet').getByRole('img', { name: /^Changed since the deployed version 1/ })
  await expect(changed).toBeVisible()
  await expect(marks).toHaveCount(1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await canvas.undo()
  await expect(marks).toHaveCount(0)

  await canvas.title('Greet').focus()
  await page.keyboard.press('Control+d')
  await expect(marks).toHaveAccessibleName(/^New since the deployed version 1/)
  await page.keyboard.press('Shift+L')
  await expect(page.getByRole('listitem').filter({ has: marks })).not.toHaveCount(0)
  await expect(canvas.savedWords).toBeVisible()

  await deployDraft(api, connectorId)
  await page.reload()
  await expect(canvas.card('Greet')).toBeVisible()
  await expect(marks).toHaveCount(0)
})
