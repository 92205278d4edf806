import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

const command = `curl -X POST 'https://api.acme.example/v1/users?notify=true' \\
  -H "Authorization: Bearer $TOKEN" -H 'X-Team: Support' --json '{"name":"Ada"}'`

test('a curl command becomes a connector with an action, and a card in it by the keyboard', {
  tag: '@full'
}, async ({ page, installation: _ }) => {
  await page.goto('/connectors/new')
  await page.getByRole('button', { name: 'From a curl command' }).click()
  const panel = page.getByRole('form', { name: 'New connector' })
  const field = panel.getByRole('textbox', { name: 'curl command' })
  await field.fill('wget https://acme.example')
  await expect(panel).toContainText('The text is not a curl command.')
  await expect(panel.getByRole('button', { name: 'Create connector' })).toBeDisabled()
  await field.fill(command)
  const facts = panel.getByRole('list', { name: 'Result' })
  await expect(facts).toContainText('Create users')
  await expect(facts).toContainText('Bearer token. Enter the credentials later in a connection.')
  await expect(panel.getByLabel('Name')).toHaveValue('Acme')
  await expectAccessible(page)
  await panel.getByRole('button', { name: 'Create connector' }).click()
  await expect(page.getByText('The connector “Acme” was created with the flow “Create users”.')).toBeVisible()

  await page.getByRole('link', { name: 'Events and actions', exact: true }).click()
  await page.getByRole('link', { name: 'Create users' }).click()
  const card = page.getByRole('group', { name: /Create users/ })
  await expect(card).toBeVisible()
  await expect(page.getByText('1 problem')).toHaveCount(0)

  // In a flow, the cards panel has an entry for it.
  await page.getByRole('button', { name: 'Add card', exact: true }).click()
  const cards = page.getByRole('complementary', { name: 'Cards' })
  await cards.getByRole('button', { name: 'Paste a curl command' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Paste a curl command' })
  await expect(dialog.getByRole('textbox', { name: 'curl command' })).toBeFocused()
  await page.keyboard.insertText('curl "$URL"')
  await expect(dialog).toContainText('“$URL” contains a shell variable')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText("curl -X DELETE https://acme.example/users/7 -H 'X-Api-Key: k1'")
  await expect(dialog).toContainText('DELETE https://acme.example/users/7')
  await expect(dialog).toContainText('X-Api-Key. Store them in a connection.')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Add card' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('group', { name: /Raw Request/ })).toBeVisible()
})
