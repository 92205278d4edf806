import { makeAcme } from '../fixtures/acme.ts'
import { admin } from '../fixtures/api.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

test('the palette finds actions and connectors, narrows by sign, and does what is chosen', async ({
  api,
  page
}) => {
  for (const name of ['Acme HR', 'Birch Pay']) await api.mutate('connectors.create', { name })
  await page.goto('/connectors')
  await expect(page.getByRole('link', { name: 'Acme HR', exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search or run a command' })
  const input = palette.getByRole('combobox')
  await expect(input).toBeFocused()
  await expectAccessible(page)
  await input.fill('@')
  await expect(palette.getByRole('option')).toHaveText([/Acme HR$/, /Birch Pay$/])
  await input.fill('birch')
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Birch Pay' })).toBeVisible()

  await page.keyboard.press('Control+k')
  await input.fill('>new conn')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('form', { name: 'New connector' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('form')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await input.fill('zzzz')
  await expect(palette.getByText('No results')).toBeVisible()
})

test('text typed before the palette is loaded appears in it', { tag: '@long' }, async ({ page }) => {
  let letThrough = (): void => {}
  const gate = new Promise<void>(resolve => {
    letThrough = resolve
  })
  await page.route('**/assets/palette-*.js', async route => {
    await gate
    await route.continue()
  })
  // The first page that a tab shows is told where the pointer lies, and asks for it then.
  const asked = page.waitForRequest('**/assets/palette-*.js')
  await page.goto('/connectors')
  await expect(page.getByRole('button', { name: 'New connector' }).first()).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('>new conn')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Acme HR')
  await asked
  letThrough()
  await expect(page.getByRole('form', { name: 'New connector' }).getByLabel('Name')).toHaveValue('Acme HR')
})

test('the sheet lists the shortcuts of the open page and finds them', { tag: '@full' }, async ({ page }) => {
  await page.goto('/connectors')
  await expect(page.getByRole('heading', { level: 1, name: 'Builder' })).toBeVisible()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet.getByText('New connector')).toBeVisible()
  await expect(sheet.getByText('Go to Builder')).toBeVisible()
  await expectAccessible(page)
  await sheet.getByLabel('Find a shortcut').fill('builder')
  await expect(sheet.getByText('New connector')).toBeHidden()
  await sheet.getByRole('switch', { name: 'Single-key shortcuts' }).click()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()
  await page.keyboard.press('?')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toHaveCount(1)
  await expect(page.getByRole('dialog', { name: 'Search or run a command' })).toBeVisible()
})

test('shortcuts do nothing while one types or with another modifier', { tag: '@long' }, async ({
  api,
  page
}) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  const description = page.getByLabel('Description')
  await description.fill('')
  await description.pressSequentially('c?gf')
  await expect(description).toHaveValue('c?gf')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('heading', { name: 'Acme HR' }).click()
  await page.keyboard.press('Alt+c')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page).toHaveURL(/\/flows$/)
})

test('the theme is chosen, kept, and shown before anything is drawn', async ({ page }) => {
  const shown = () => page.evaluate(() => document.documentElement.dataset.theme)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/connectors')
  expect(await shown()).toBe('light')
  // What follows the machine has to be there first.
  await expect(page.getByRole('button', { name: admin.name })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(shown).toBe('dark')
  await page.getByRole('button', { name: admin.name }).click()
  await expectAccessible(page)
  await page.getByRole('menuitemcheckbox', { name: 'Light' }).click()
  await expect.poll(shown).toBe('light')

  await page.getByRole('button', { name: admin.name }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Dark' }).click()
  await page.emulateMedia({ colorScheme: 'light' })
  // Without the app's own script only the first, blocking one runs: the page is dark already.
  await page.route('**/assets/*.js', route => route.abort())
  await page.reload()
  expect(await shown()).toBe('dark')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe(
    'rgb(11, 12, 13)'
  )
})

test('everything can be reached on a small screen, without scrolling sideways', async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.setViewportSize({ width: 390, height: 844 })
  const noSideways = async () =>
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.goto('/connectors')
  await noSideways()
  await page.getByRole('link', { name: /Acme HR/ }).click()
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  await noSideways()
  await expectAccessible(page)
  for (const tab of ['flows', 'test-connections']) {
    await page.goto(`/connectors/${id}/${tab}`)
    await expect(page.getByRole('heading', { level: 2 })).toBeVisible()
    await noSideways()
  }
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Builder' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Builder' })).toBeVisible()
})

test('everything of a connector can be done by keyboard alone', { tag: '@full' }, async ({ page }) => {
  await page.goto('/connectors')
  await expect(page.getByRole('heading', { level: 1, name: 'Builder' })).toBeVisible()
  await page.keyboard.press('c')
  await expect(page.getByLabel('Search services')).toBeFocused()
  await page.keyboard.type('Acme HR')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  const type = page.getByRole('combobox', { name: 'Authentication type' })
  await type.focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(type).toContainText('API key in a header')
  await expect(type).toBeFocused()
  await page.keyboard.press('Control+s')
  await expect(page.getByText('“Acme HR” was saved.')).toBeVisible()
})

test('a page that is opened while the server is away comes when it is back', { tag: '@long' }, async ({
  api,
  page,
  installation
}) => {
  const connectorId = await makeAcme(api, installation.practice)
  await page.goto(`/connectors/${connectorId}/overview`)
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  await installation.stop()
  const views = page.getByRole('navigation', { name: 'Pages of Acme HR' })
  await views.getByRole('link', { name: 'Deployment' }).click()
  await expect(page.getByText('Hookwright is not responding.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Acme HR' })).toBeVisible()
  await installation.restart()
  await expect(page.getByRole('region', { name: 'Draft' })).toBeVisible()
})

test('a page scrolls inside the shell, which stays where it is', { tag: '@long' }, async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /API key in a header/ }).click()
  await page.getByLabel('Base URL', { exact: true }).fill('https://api.acme.example')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“Acme HR” was saved.')).toBeVisible()
  await expect(page.getByLabel('Allowed host 1')).toHaveValue('api.acme.example')
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBe(0)
})
