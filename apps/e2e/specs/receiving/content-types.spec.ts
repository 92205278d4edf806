import { makeSigningGreeting } from '../../fixtures/signed-greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { receivingDialog } from '../../pages/receiving-dialog.ts'

test('content types stay as they are typed, and are kept as requests carry them', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  const { path } = await makeSigningGreeting(api, installation.practice)
  const rules = receivingDialog(page)
  await page.goto(path)
  await rules.open()
  await rules.byHand.click()
  await rules.dialog.getByRole('button', { name: 'Remove signature 1' }).click()
  await rules.tab('Limits').click()
  const types = rules.text('Content types')
  await types.press('Enter')
  await types.pressSequentially('Application/JSON; charset=utf-8')
  await types.press('Enter')
  await types.press('Enter')
  await expect(rules.problems).toBeHidden()
  await types.pressSequentially('x')
  await expect(rules.problems).toContainText('“x” is not a content type')
  await types.press('Backspace')
  await expect(rules.problems).toBeHidden()
  await expect(types).toHaveValue('\nApplication/JSON; charset=utf-8\n\n')
  await rules.tab('Verification').click()
  await rules.tab('Limits').click()
  await expect(types).toHaveValue('application/json')
})
