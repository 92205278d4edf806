import { activatePeopleFlow } from '../../fixtures/active-flow.ts'
import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { flowCanvas } from '../../pages/flow-canvas.ts'
import { runPage, runsList } from '../../pages/history.ts'
import { openOutputs, returned } from '../../pages/outputs-dialog.ts'

// review: services 1, services 17
test('types from one sample are guesses that a maker confirms, and a second sample makes them sure', {
  tag: '@long'
}, async ({ api, page }) => {
  const { outputs, flowId } = await openOutputs(api, page)
  await outputs.dialog.getByRole('button', { name: 'From sample JSON' }).click()
  const dialog = page.getByRole('dialog', { name: 'From sample JSON' })
  await dialog.getByLabel('Sample of a body').fill('{"id":7,"name":"Ada","note":null,"matrix":[[1],[2]]}')
  await expect(dialog).toContainText('One sample does not show which values vary')
  await expect(dialog).toContainText('Body.matrix, since it is a list of lists, which no output can hold')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add another sample' }).click()
  await dialog.getByLabel('Another sample 1').fill('{"id":"u_8","name":"Eve","note":null}')
  await expect(dialog.getByText('(a guess)')).toHaveCount(1)
  await expect(dialog).toContainText('Where no sample has a value, the type is a guess')
  await dialog.getByRole('button', { name: /^Add \d+ outputs$/ }).click()

  const guess = outputs.dialog.getByRole('button', { name: 'Confirm Text for Note' })
  await expect(guess).toBeVisible()
  await expectAccessible(page)
  await outputs.apply.click()
  await expect
    .poll(async () => JSON.stringify((await returned(api, flowId)).config))
    .toContain('"guessed":true')
  await outputs.open()
  await guess.focus()
  await page.keyboard.press('Enter')
  await expect(guess).toHaveCount(0)
  await expect(outputs.output('Event', 'Note').getByRole('textbox', { name: 'Label' })).toBeFocused()
  await outputs.apply.click()
  await expect
    .poll(async () => JSON.stringify((await returned(api, flowId)).config))
    .not.toContain('"guessed"')
})

// review: services 1
test('a run says which outputs do not fit, and succeeds where no card reads them', { tag: '@full' }, async ({
  api,
  page,
  installation
}) => {
  const each = await activatePeopleFlow(api, installation.practice, { name: 'Each', runMode: 'each' })
  await each.send({ people: [{ name: 'Mira', email: { work: 'mira@acme.example' }, active: true }] })
  const list = runsList(page)
  await list.open(each.flowId)
  await expect(list.row('record 1')).toContainText(
    '1 output is empty because the value does not match its type.'
  )
  await expectAccessible(page)
  await list.link(list.row('record 1')).click()
  const run = runPage(page)
  await expect(run.heading).toContainText('Run of Each')
  await run.steps.first().click()
  await expect(run.aside).toContainText('“Email” is an Object, but is declared as Text.')
  await expect(run.aside.getByRole('region', { name: 'Outputs' })).toContainText('Not Text')
  await expect(flowCanvas(page).card('Connector event')).toContainText('Not Text')
  await expect(page.getByRole('row', { name: /with invalid outputs/ })).toBeVisible()
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 800 })
  await expect(page.getByText('“Email” is an Object, but is declared as Text.')).toBeVisible()
})
