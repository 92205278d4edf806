import { admin } from '../fixtures/api.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

test.describe('nobody is the admin yet', () => {
  test.use({ isNew: true })

  test('the printed link creates the first admin, signs them in, and works once', async ({
    installation,
    visitor
  }) => {
    await visitor.goto('/')
    await expect(visitor.getByText('Open the first-admin link that the server printed')).toBeVisible()
    await expectAccessible(visitor)

    await visitor.goto(installation.firstAdminLink)
    await expect(visitor.getByRole('heading', { name: 'Set up Hookwright' })).toBeVisible()
    await expectAccessible(visitor)
    const become = visitor.getByRole('button', { name: 'Create admin account' })
    await visitor.getByLabel('Name').fill(admin.name)
    await visitor.getByLabel('Password').fill('short')
    await expect(visitor.getByText('7 to go')).toBeVisible()
    await expect(become).toBeDisabled()
    await visitor.getByLabel('Password').fill('passwordpassword')
    await become.click()
    await expect(visitor.getByText('consists of common words')).toBeVisible()
    await visitor.getByLabel('Password').fill(admin.password)
    await become.click()
    await expect(visitor.getByRole('heading', { name: 'Welcome to Hookwright' })).toBeVisible()
    // What a screen reader hears of the page that came.
    await expect(visitor.getByText('Home · Hookwright')).toBeAttached()

    await visitor.goto(installation.firstAdminLink)
    await expect(visitor.getByRole('heading', { name: 'An admin already exists' })).toBeVisible()
  })

  test('a link with a wrong code is refused with what to do', { tag: '@long' }, async ({
    installation,
    visitor
  }) => {
    await visitor.goto(`${installation.url}/first-admin#wrong`)
    await visitor.getByLabel('Name').fill(admin.name)
    await visitor.getByLabel('Password').fill(admin.password)
    await visitor.getByRole('button', { name: 'Create admin account' }).click()
    await expect(visitor.getByRole('alert')).toContainText('Use the newest link')
  })
})

test('signing in returns to the requested page', async ({ api, visitor }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await visitor.goto(`/connectors/${id}/test-connections`)
  await expect(visitor.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expectAccessible(visitor)

  await visitor.getByLabel('Name').fill(admin.name)
  await visitor.getByLabel('Password').fill('not the password')
  await visitor.getByRole('button', { name: 'Sign in' }).click()
  await expect(visitor.getByRole('alert')).toContainText('The name or password is wrong')
  await expect(visitor.getByLabel('Password')).toBeFocused()

  await visitor.getByLabel('Password').fill(admin.password)
  await visitor.keyboard.press('Enter')
  await expect(visitor.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  await expect(visitor).toHaveURL(new RegExp(`/connectors/${id}/test-connections$`))
})

test('signing out ends the session on every page', { tag: '@full' }, async ({ page }) => {
  await page.goto('/connectors')
  await page.getByRole('button', { name: admin.name }).click()
  const ended = page.waitForResponse('**/api/auth/sign-out')
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await ended
  await page.goto('/connectors')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('an ended session shows a banner, and typed text is still there after signing in again', {
  tag: '@full'
}, async ({ api, page, context }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Description').fill('People and their jobs')
  await context.clearCookies()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('Your session has ended')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Sign in again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again' })
  await dialog.getByLabel('Name').fill(admin.name)
  await dialog.getByLabel('Password').fill(admin.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Your session has ended')).toBeHidden()
  await expect(page.getByLabel('Description')).toHaveValue('People and their jobs')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“Acme HR” was saved.')).toBeVisible()
})

test('a banner is shown while the server does not answer', { tag: '@long' }, async ({
  installation,
  page
}) => {
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'New connector' }).first().click()
  await page.getByLabel('Name').fill('Acme HR')
  await installation.stop()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('Hookwright is not responding')).toBeVisible()
  await installation.restart()
  await page.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByText('Hookwright is not responding')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
})
