import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { eventDoc } from '../../pages/event-docs.ts'
import { makeFlow } from '../../pages/flow-docs.ts'
import { openOptions, optionsOpener, savedOptions } from '../../pages/options-dialog.ts'

test('[row 21, 22, 30] a wrong label is said at its field, listed, and keeps Apply closed until it is fixed', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const { dialog, option, addField, shown, problems, apply, preview } = await openOptions(page, path)
  await expect(apply).toBeEnabled()
  await addField.click()
  const added = option('field 3')
  await expect(added.label).toBeFocused()
  await expect(added.region.getByText('Enter a label')).toBeHidden()
  await expect(problems).toHaveText('field 3: Enter a label.')
  await expect(apply).toBeDisabled()
  await expect(preview.getByRole('textbox', { name: '', exact: true })).toHaveCount(1)

  const rule = 'A label may contain only letters, digits, spaces, - and _, with no space at the start or end.'
  for (const wrong of ['a:b', ' a', 'a ']) {
    await dialog.getByRole('textbox', { name: 'Label' }).last().fill(wrong)
    await expect(dialog.getByText(rule, { exact: true })).toBeVisible()
    await expect(problems).toContainText(rule)
    await expect(apply).toBeDisabled()
  }
  await dialog.getByRole('textbox', { name: 'Label' }).last().fill('EVENT type')
  await expect(
    dialog.getByText('Two fields are named “EVENT type”. Change one of the labels.', { exact: true })
  ).toBeVisible()
  await expect(problems.getByRole('button')).toHaveText([
    'Event type: Two fields are named “Event type”. Change one of the labels.',
    'EVENT type: Two fields are named “EVENT type”. Change one of the labels.'
  ])
  await expectAccessible(page)

  await option('Event type').line.click()
  await expect(option('Event type').label).toBeHidden()
  await problems.getByRole('button').first().click()
  await expect(option('Event type').label).toBeFocused()
  await page.keyboard.press('F8')
  await expect(option('EVENT type').label).toBeFocused()
  await page.keyboard.press('F8')
  await expect(option('Event type').label).toBeFocused()
  await page.keyboard.press('Shift+F8')
  await expect(option('EVENT type').label).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeVisible()
  await expect(option('Event type').label).toBeFocused()
  await option('Event type').label.fill('Event-type_1')
  await expect(problems).toBeHidden()
  await expect(shown('Event-type_1')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect
    .poll(async () => await savedOptions(api, flowId))
    .toMatchObject([
      { id: 'event_type', label: 'Event-type_1' },
      { id: 'department' },
      { id: 'event_type_2', label: 'EVENT type' }
    ])
})

test('[row 31] Cancel leaves the options as they were, and Esc and Back ask before they lose what was changed', {
  tag: '@long'
}, async ({ api, page }) => {
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc: eventDoc() })
  const before = await savedOptions(api, flowId)
  const { canvas, dialog, option, cancel } = await openOptions(page, path)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(optionsOpener(canvas)).toBeFocused()

  await optionsOpener(canvas).click()
  await expect(page).toHaveURL(/dialog=options/)
  await page.reload()
  await expect(option('Event type').label).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(optionsOpener(canvas)).toBeFocused()
  await expect(page).not.toHaveURL(/dialog=/)

  await optionsOpener(canvas).click()
  await option('Event type').label.fill('Kind')
  await cancel.click()
  await expect(dialog).toBeHidden()
  await expect(canvas.pill('Webhook Event', 'Event type')).toBeVisible()

  await optionsOpener(canvas).click()
  await expect(option('Event type').label).toHaveValue('Event type')
  await option('Event type').label.fill('Kind')
  await page.keyboard.press('Escape')
  const question = page.getByRole('alertdialog', { name: 'Discard your changes to the options?' })
  await expect(question).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(question).toBeHidden()
  await expect(option('Kind').label).toHaveValue('Kind')
  await page.goBack()
  await expect(question).toBeVisible()
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page).toHaveURL(/dialog=options/)
  await expect(option('Kind').label).toHaveValue('Kind')
  await page.keyboard.press('Escape')
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()
  await expect(canvas.pill('Webhook Event', 'Event type')).toBeVisible()
  expect(await savedOptions(api, flowId)).toEqual(before)
})
