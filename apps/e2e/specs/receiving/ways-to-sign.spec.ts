import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { makeSigningGreeting } from '../../fixtures/signed-greeting.ts'
import { expect, test } from '../../fixtures/test.ts'
import { receivingDialog } from '../../pages/receiving-dialog.ts'

// review: services 11
test('rules begin with a way to sign, listed apart from services, and a token can be the whole body', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { path } = await makeSigningGreeting(api, installation.practice)
  const rules = receivingDialog(page)
  await page.goto(path)
  await rules.open()
  await expect(rules.dialog.getByRole('group', { name: 'Signatures' })).toBeVisible()
  await expectAccessible(page)
  await rules.search.fill('body base64')
  await expect(rules.services).toHaveText(['HMAC of the body, base64'])
  await rules.services.first().click()
  await expect(rules.dialog.getByRole('combobox', { name: 'Encoding', exact: true })).toHaveText('Base64')
  await expect(rules.problems).toContainText('Choose the field of the connection')
  await rules.choose('Connection field', 'Signing secret')
  await expect(rules.problems).toBeHidden()

  await rules.choose('Algorithm', 'JSON Web Token')
  await rules.choose('Location', 'Whole body')
  await expect(rules.text('Prefix')).toBeHidden()
  await expect(rules.problems).toBeHidden()
  await rules.choose('Key', 'Signing Secret of each subscription')
  await rules.text('Key length in characters').fill('40')
  await rules.choose('Character set', 'Letters and digits')

  await rules.tab('Filters').click()
  await rules.dialog.getByRole('button', { name: 'Add filter' }).click()
  await rules.choose('Test', 'is one of')
  await rules.text('When').fill('{json.type}')
  await rules.text('Values').fill('ping\nheartbeat')
  await rules.text('Reason').fill('it was a ping')
  await expect(rules.problems).toBeHidden()
  await expectAccessible(page)
  await rules.apply.click()
  await expect(rules.dialog).toBeHidden()
})
