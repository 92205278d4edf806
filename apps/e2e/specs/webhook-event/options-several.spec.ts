import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { emptyEvent } from '../../pages/event-docs.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { openOptions } from '../../pages/options-dialog.ts'

// review: services 9
test('a multi-select is set up with two defaults, and the preview sends the selected values as a list', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path } = await makeFlow(api, { name: 'User created', doc: emptyEvent })
  const { option, shown, sent, preview, apply, dialog } = await openOptions(page, path)
  await option('field 1').label.fill('Events')
  const events = option('Events')
  await events.turnInto('Multi-select')
  await expect(events.dataType).toContainText('List of Text')
  for (const [at, word] of ['Created', 'Changed', 'Deleted'].entries()) {
    await events.addValue.click()
    await events.display(at + 1).fill(word)
    await events.value(at + 1).fill(word.toLowerCase())
  }
  await events.region.getByRole('checkbox', { name: 'Created is a default' }).click()
  await events.region.getByRole('checkbox', { name: 'Changed is a default' }).click()
  await expect(shown('Events')).toContainText('Created, Changed')
  await expect.poll(sent).toEqual({ events: ['created', 'changed'] })

  await shown('Events').click()
  await page.keyboard.type('del')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(sent).toEqual({ events: ['created', 'changed', 'deleted'] })
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(preview.getByText('Created, Changed, Deleted')).toBeVisible()
  await expectAccessible(page)

  await events.dataType.click()
  await page.getByRole('option', { name: 'List of Number' }).click()
  await expect(dialog.getByRole('list', { name: 'Problems' })).toContainText(
    'its value “created” is not a number'
  )
  await events.dataType.click()
  await page.getByRole('option', { name: 'List of Text' }).click()
  await apply.click()
  await expect(dialog).toBeHidden()
})
