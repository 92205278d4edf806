import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { card, docOf, flowOf, makeFlow } from '../../pages/flow-docs.ts'
import { openOptions } from '../../pages/options-dialog.ts'

// review: screens 4
test('a dropdown is applied without its flow, and “Create new flow” makes one that gives it values', {
  tag: '@long'
}, async ({ api, page }) => {
  const doc = flowOf(
    card('event', 'webhook-event', {
      config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
    })
  )
  const { path, flowId } = await makeFlow(api, { name: 'User created', doc })
  const { dialog, option, shown, apply, preview } = await openOptions(page, path)
  await option('field 1').label.fill('Team')
  const team = option('Team')
  await team.turnInto('Dropdown')
  await team.region.getByRole('radio', { name: 'From helper flow' }).click()
  await expect(team.region.getByText('list of texts, or of objects with “display” and “value”')).toBeVisible()
  await apply.click()
  await expect(dialog).toBeHidden()
  await expect
    .poll(async () => (await docOf(api, flowId)).cards.event?.config.options)
    .toMatchObject([{ label: 'Team', fieldType: 'dropdown' }])
  await expect(page.getByRole('button', { name: 'Show 1 error' })).toBeVisible()

  await page.getByRole('button', { name: /^Edit: Options$/ }).click()
  await team.region.getByRole('radio', { name: 'From helper flow' }).click()
  await team.region.getByRole('button', { name: 'Choose Flow' }).click()
  const beside = page.context().waitForEvent('page')
  await page.getByRole('button', { name: 'Create new flow' }).click()
  await (await beside).close()
  await expect(team.region.getByRole('button', { name: /: Values of team$/ })).toBeVisible()
  await shown('Team').click()
  await expect(page.getByRole('option', { name: 'First value' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(preview).toContainText('“Team” has 2 values.')
  await expectAccessible(page)
  await apply.click()
  await expect
    .poll(async () => (await docOf(api, flowId)).cards.event?.config.options)
    .toMatchObject([{ label: 'Team', choices: { from: 'flow' } }])
})
