import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
import { expect, test } from '../fixtures/test.ts'

const keys = (page: Page) => page.getByRole('list', { name: 'API keys' }).getByRole('listitem')
const entries = (page: Page) => page.getByRole('table', { name: 'Audit log' }).getByRole('row')

/** Creates a key and returns its token. */
const create = async (page: Page, name: string): Promise<string> => {
  await page.getByRole('button', { name: 'Create API key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create API key' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  const shown = page.getByRole('dialog', { name: 'API key created' })
  const token = await shown.getByRole('textbox', { name: 'API key' }).inputValue()
  await shown.getByRole('button', { name: 'Done' }).click()
  return token
}

test('a key is created, shown once, used by a program, revoked, and found in the audit log', async ({
  api,
  page,
  request
}) => {
  await api.mutate('connectors.create', { name: 'Acme HR' })
  await page.goto('/settings/general')
  await page.getByRole('link', { name: 'API keys' }).click()
  await expect(page.getByText('No API keys')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Create API key' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create API key' })
  await dialog.getByRole('radio', { name: 'Selected connectors' }).click()
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByText('Enter a name that says where the key is used.')).toBeVisible()
  await expect(dialog.getByText('Choose at least one connector.')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Cancel' }).click()

  const token = await create(page, 'Pipeline')
  expect(token).toMatch(/^hwk_/)
  await expect(keys(page)).toHaveText([/Pipeline.*hwk_….*Admin · All connectors.*Expires.*Never used/])
  expect(await page.content()).not.toContain(token)
  const call = () =>
    request.post('/trpc/connectors.create', {
      headers: { authorization: `Bearer ${token}` },
      data: { name: 'Made by a key' }
    })
  expect((await call()).status()).toBe(200)
  await page.reload()
  await expect(keys(page)).toHaveText([/Last used (just now|\d+ s ago)/])

  await page.getByRole('button', { name: 'Revoke Pipeline' }).click()
  const asked = page.getByRole('alertdialog', { name: 'Revoke “Pipeline”?' })
  await expectAccessible(page)
  await asked.getByRole('button', { name: 'Revoke' }).click()
  await expect(keys(page)).toHaveText([/Pipeline.*Revoked/])
  expect((await call()).status()).toBe(401)

  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(entries(page).nth(1)).toHaveText(/Revoked an API key.*Pipeline/)
  await expect(entries(page).nth(2)).toHaveText(/API key Pipeline.*Created a connector.*Made by a key/)
  await expectAccessible(page)
  await page.getByRole('combobox', { name: 'Action' }).click()
  await page.getByRole('option', { name: 'API keys' }).click()
  await expect(entries(page)).toHaveCount(3)
  await page.getByRole('combobox', { name: 'Action' }).click()
  await page.getByRole('option', { name: 'Sharing' }).click()
  await expect(page.getByText('No matching entries')).toBeVisible()
})

test('members see their own keys, and an admin those of all', { tag: '@full' }, async ({
  api,
  page,
  visitor
}) => {
  await signInAs(api, visitor, { role: 'user', path: '/settings/api-keys' })
  await create(visitor, 'Of Vera')
  await expect(visitor.getByRole('link', { name: 'Audit' })).toBeHidden()
  await page.goto('/settings/api-keys')
  await create(page, 'Of Ada')
  await expect(keys(page)).toHaveText([/Of Ada/, /Of Vera.*Vera user · User/])
  await visitor.reload()
  await expect(keys(visitor)).toHaveText([/Of Vera/])
  await page.getByRole('button', { name: 'Revoke Of Vera' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await visitor.reload()
  await expect(keys(visitor)).toHaveText([/Of Vera.*Revoked/])
  await visitor.goto('/settings/audit')
  await expect(visitor.getByText('Only admins can see the audit log.')).toBeVisible()
})
