import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { small } from '../fixtures/shoot.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
import { expect, test } from '../fixtures/test.ts'

const members = (page: Page) => page.getByRole('list', { name: 'Members' }).getByRole('listitem')

/** Chooses an action in a member's menu. */
const choose = async (page: Page, name: string, act: string): Promise<void> => {
  await page.getByRole('button', { name: `More for ${name}` }).click()
  await page.getByRole('menuitem', { name: act }).click()
}

const signIn = async (visitor: Page, name: string, password: string): Promise<void> => {
  await visitor.getByLabel('Name').fill(name)
  await visitor.getByLabel('Password').fill(password)
  await visitor.getByRole('button', { name: 'Sign in' }).click()
}

test('a member is added, signs in, is given another role on the open page, and is out at once when removed', async ({
  page,
  visitor
}) => {
  await page.goto('/settings/general')
  await page.getByRole('link', { name: 'Members' }).click()
  await expect(members(page)).toHaveText([/Ada Example.*You.*Admin/])
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Add member' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('ada EXAMPLE')
  await expect(dialog.getByText('Builds their own flows')).toBeVisible()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('A member named “ada EXAMPLE” already exists')).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Uma Example')
  // A turned phone keeps the dialog and what is typed.
  const before = page.viewportSize()
  await page.setViewportSize(small)
  await expect(page.getByRole('heading', { name: 'Settings', level: 1, includeHidden: true })).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Uma Example')
  if (before !== null) await page.setViewportSize(before)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const added = page.getByRole('dialog', { name: 'Uma Example was added' })
  const password = await added.getByRole('textbox', { name: 'Password' }).inputValue()
  await expectAccessible(page)
  await added.getByRole('button', { name: 'Done' }).click()
  await expect(members(page)).toHaveText([/Ada Example/, /Uma Example.*User/])

  await visitor.goto('/settings/general')
  await signIn(visitor, 'Uma Example', password)
  await expect(visitor.getByRole('link', { name: 'General' })).toBeVisible()
  await expect(visitor.getByRole('link', { name: 'Members' })).toBeHidden()

  await choose(page, 'Uma Example', 'Change role')
  await page.getByRole('radio', { name: 'Admin' }).click()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(page.getByText('Uma Example now has the Admin role.')).toBeVisible()
  await visitor.getByRole('link', { name: 'Members' }).click()
  await expect(members(visitor)).toHaveText([/Ada Example.*Admin/, /Uma Example.*You.*Admin/])

  await choose(page, 'Uma Example', 'Remove')
  const asked = page.getByRole('alertdialog', { name: 'Remove Uma Example?' })
  await expect(asked).toContainText('They are signed out immediately')
  await expectAccessible(page)
  await asked.getByRole('button', { name: 'Remove' }).click()
  await expect(members(page)).toHaveText([/Ada Example/])
  await expect(visitor.getByText('Your session has ended')).toBeVisible()
  await visitor.goto('/')
  await expect(visitor.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(visitor, 'Uma Example', password)
  await expect(visitor.getByRole('alert')).toContainText('The name or password is wrong')
})

test('a member who forgot the password is given a new one, which ends the session and signs in', {
  tag: '@full'
}, async ({ api, page, visitor }) => {
  await signInAs(api, visitor, { role: 'user', path: '/settings/general' })
  await expect(visitor.getByRole('link', { name: 'General' })).toBeVisible()
  await page.goto('/settings/members')
  await choose(page, 'Vera user', 'New password')
  const asked = page.getByRole('dialog', { name: 'New password for Vera user' })
  await expect(asked).toContainText('All sessions of Vera user end and all their API keys are revoked')
  await asked.getByRole('radio', { name: 'Enter a password' }).click()
  await asked.getByRole('textbox', { name: 'Sign-in password' }).fill('passwordpassword')
  await asked.getByRole('button', { name: 'Set password' }).click()
  await expect(asked.getByText('consists of common words')).toBeVisible()
  await expectAccessible(page)
  await asked.getByRole('radio', { name: 'Generate a password' }).click()
  await asked.getByRole('button', { name: 'Set password' }).click()
  const generated = page.getByRole('dialog', { name: 'Vera user has a new password' })
  const password = await generated.getByRole('textbox', { name: 'Password' }).inputValue()
  await expectAccessible(page)
  await generated.getByRole('button', { name: 'Done' }).click()
  await expect(generated).toBeHidden()

  await expect(visitor.getByText('Your session has ended')).toBeVisible()
  await visitor.goto('/')
  await signIn(visitor, 'Vera user', 'crater lantern mosaic')
  await expect(visitor.getByRole('alert')).toContainText('The name or password is wrong')
  await signIn(visitor, 'Vera user', password)
  await expect(visitor.getByRole('button', { name: 'Vera user' })).toBeVisible()
})

test('the only admin can be neither removed nor demoted, and the reason is shown', {
  tag: '@full'
}, async ({ api, page }) => {
  await page.goto('/settings/members')
  await page.getByRole('button', { name: 'More for Ada Example' }).click()
  const stays = page.getByRole('menuitem', { name: 'This is the only admin' })
  await expect(stays).toHaveCount(2)
  for (const item of await stays.all()) await expect(item).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Escape')

  // Another page made someone an admin: told without a reload.
  await api.mutate('people.add', { name: 'Bo Example', role: 'admin', password: 'crater lantern mosaic' })
  await expect(members(page)).toHaveCount(2)
  await page.getByRole('button', { name: 'More for Ada Example' }).click()
  await expect(page.getByRole('menuitem', { name: 'You cannot remove yourself' })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Change role' }).click()
  await page.getByRole('radio', { name: 'Viewer' }).click()
  await expect(page.getByText('Only another admin can make you an admin')).toBeVisible()
  await page.getByRole('button', { name: 'Change', exact: true }).click()
  await expect(page.getByText('Only admins can see and manage members')).toBeVisible()
})

test('a member who is not an admin sees a sentence instead of the list', { tag: '@long' }, async ({
  api,
  visitor
}) => {
  await signInAs(api, visitor, { role: 'maker', path: '/settings/members' })
  await expect(visitor.getByText('Only admins can see and manage members')).toBeVisible()
  await expect(visitor.getByRole('link', { name: 'Members' })).toBeHidden()
  await expectAccessible(visitor)
})

test('a member is added with a typed password on a small screen', { tag: '@long' }, async ({
  page,
  visitor
}) => {
  await page.setViewportSize(small)
  await page.goto('/settings/members')
  await expect(members(page)).toHaveCount(1)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Add member' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Vera Example')
  await page.getByRole('radio', { name: 'Viewer' }).click()
  await page.getByRole('radio', { name: 'Enter a password' }).click()
  const typed = page.getByRole('textbox', { name: 'Sign-in password' })
  const add = page.getByRole('button', { name: 'Add', exact: true })
  await add.click()
  await expect(page.getByText('Enter at least 12 characters.')).toBeVisible()
  await typed.fill('passwordpassword')
  await add.click()
  await expect(page.getByText('consists of common words')).toBeVisible()
  await expectAccessible(page)
  await typed.fill('crater lantern mosaic')
  await add.click()
  await expect(page.getByRole('dialog', { name: 'Vera Example was added' })).toBeVisible()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(members(page)).toHaveText([/Ada Example/, /Vera Example.*Viewer/])
  await visitor.goto('/')
  await signIn(visitor, 'Vera Example', 'crater lantern mosaic')
  await expect(visitor.getByRole('button', { name: 'Vera Example' })).toBeVisible()
})
