import { activateUsersFlow, joined } from '../fixtures/active-flow.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'
import { deliveriesList } from '../pages/history.ts'

test('Ctrl K finds a delivery by the beginning of its id, and lists it first from then on', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const heard = await activateUsersFlow(api, installation.practice, { name: 'Welcome' })
  await heard.send(joined('ada@acme.example'))
  const list = deliveriesList(page)
  await list.open()
  const id = await list.rows.first().locator('[data-row]').getAttribute('data-row')
  if (id === null) throw new Error('The list shows no delivery.')
  await page.goto('/settings/general')
  await expect(page.getByRole('heading', { name: 'General' })).toBeVisible()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  await palette.getByRole('combobox').fill(id.slice(0, 13))
  const found = palette.getByRole('group', { name: 'Deliveries' }).getByRole('option')
  await expect(found).toContainText(id)
  await expect(found).toContainText('Welcome')
  await expect(palette.getByRole('group', { name: 'Runs' }).getByRole('option')).toContainText(id)
  await expectAccessible(page)
  await found.click()
  await expect(page).toHaveURL(new RegExp(`/deliveries/${id}`))

  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('option').first()).toContainText(id)
  await palette.getByRole('combobox').fill('>new flow')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/flows\/[0-9a-f-]{36}/)
})
