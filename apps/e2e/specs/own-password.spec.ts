import type { Page } from '@playwright/test'
import { admin } from '../fixtures/api.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { small } from '../fixtures/shoot.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
import { expect, test } from '../fixtures/test.ts'

const newPassword = 'crater lantern mosaic'

const fieldsOf = (page: Page) => ({
  current: page.getByLabel('Current password'),
  next: page.getByLabel('New password', { exact: true }),
  again: page.getByLabel('Confirm new password')
})

const signIn = async (visitor: Page, name: string, password: string): Promise<void> => {
  await visitor.getByLabel('Name').fill(name)
  await visitor.getByLabel('Password').fill(password)
  await visitor.getByRole('button', { name: 'Sign in' }).click()
}

test('by keys alone one changes one’s own password: this session continues, the others end, and only the new one signs in', async ({
  page,
  visitor
}) => {
  await visitor.goto('/flows')
  await signIn(visitor, admin.name, admin.password)
  await expect(visitor.getByRole('button', { name: admin.name })).toBeVisible()

  const keys = page.keyboard
  await page.goto('/flows')
  await page.getByRole('button', { name: admin.name }).focus()
  await keys.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Your profile and password' })).toBeVisible()
  await keys.type('Your')
  await keys.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Profile' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'You' })).toContainText('Ada Example')
  await expectAccessible(page)

  const { current, next, again } = fieldsOf(page)
  await current.focus()
  await keys.press('Enter')
  await expect(page.getByText('Enter your current password.')).toBeVisible()
  await expect(page.getByText('Enter at least 12 characters.')).toBeVisible()
  await expect(current).toBeFocused()
  await expectAccessible(page)

  await keys.type('not that one')
  await keys.press('Tab')
  await keys.type(newPassword)
  await keys.press('Tab')
  await keys.type('crater lantern mosiac')
  await keys.press('Enter')
  await expect(page.getByText('The passwords do not match')).toBeVisible()
  await expect(again).toBeFocused()
  await keys.type(newPassword)
  await keys.press('Enter')
  await expect(page.getByText('The current password is wrong')).toBeVisible()
  await expect(current).toBeFocused()
  await expect(current).toHaveAccessibleDescription(/The current password is wrong/)

  await keys.type(admin.password)
  await keys.press('Tab')
  await expect(next).toBeFocused()
  for (const [password, refused] of [
    [admin.password, 'The new password is the same as the current one'],
    ['passwordpassword', 'consists of common words']
  ] as const) {
    await next.fill(password)
    await again.fill(password)
    await keys.press('Enter')
    await expect(next).toHaveAccessibleDescription(new RegExp(refused))
    await expect(next).toBeFocused()
  }
  await next.fill(newPassword)
  await again.fill(newPassword)
  await keys.press('Tab')
  await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused()
  await keys.press('Enter')
  await expect(page.getByText('Your password was changed')).toBeVisible()
  for (const field of [current, next, again]) await expect(field).toHaveValue('')
  await expectAccessible(page)

  await expect(visitor.getByText('Your session has ended')).toBeVisible()
  await visitor.goto('/')
  await signIn(visitor, admin.name, admin.password)
  await expect(visitor.getByRole('alert')).toContainText('The name or password is wrong')
  await signIn(visitor, admin.name, newPassword)
  await expect(visitor.getByRole('button', { name: admin.name })).toBeVisible()

  // This session has gone on, and one's own line among the members leads back.
  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByRole('button', { name: `More for ${admin.name}` }).click()
  await page.getByRole('menuitem', { name: 'New password' }).click()
  await expect(page.getByRole('heading', { level: 2, name: 'Profile' })).toBeVisible()
})

test('a viewer on a small screen changes their own password, and waits after too many guesses', {
  tag: '@long'
}, async ({ api, visitor }) => {
  await visitor.setViewportSize(small)
  await signInAs(api, visitor, { role: 'viewer', path: '/flows' })
  await visitor.getByRole('button', { name: /^More/ }).click()
  await visitor.getByRole('menuitem', { name: 'Your profile and password' }).click()
  await expect(visitor.getByRole('region', { name: 'You' })).toContainText('Viewer')
  const { current, next, again } = fieldsOf(visitor)
  const change = async (from: string, to: string): Promise<void> => {
    await current.fill(from)
    await next.fill(to)
    await again.fill(to)
    await visitor.getByRole('button', { name: 'Change password' }).click()
  }
  await change(newPassword, admin.password)
  await expect(visitor.getByText('Your password was changed')).toBeVisible()
  await expect(current).toHaveValue('')
  for (let tried = 0; tried < 5; tried++) {
    await change(`not that one ${tried}`, newPassword)
    await expect(visitor.getByText('The current password is wrong')).toBeVisible()
  }
  await change(admin.password, newPassword)
  await expect(visitor.getByRole('alert')).toContainText('Wait 15 minutes')
  await expectAccessible(visitor)
})
