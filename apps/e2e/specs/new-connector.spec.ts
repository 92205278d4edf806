import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

test('a connector for a known service is made by the keyboard, with its logo, sign-in and event', {
  tag: '@full'
}, async ({ page }) => {
  await page.goto('/connectors')
  await page.getByRole('button', { name: 'New connector' }).first().click()
  const search = page.getByLabel('Search services')
  await expect(search).toBeFocused()
  const form = page.getByRole('form', { name: 'New connector' })
  // The form beside the list is that of the marked tile.
  await expect(page.getByRole('button', { name: /^From scratch/ })).toHaveAttribute('aria-pressed', 'true')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }

  await page.keyboard.type('git')
  // Ready connectors come first; below them are the services to start an own connector from.
  const ready = page.getByRole('group', { name: 'Ready-made connectors' })
  await expect(ready.getByRole('option', { name: /^GitHub/ })).toHaveAttribute('aria-selected', 'true')
  const own = page
    .getByRole('group', { name: 'Code and operations' })
    .getByRole('option', { name: /^GitHub/ })
  for (let steps = 0; steps < 5 && (await own.getAttribute('aria-selected')) !== 'true'; steps++)
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(form.getByRole('heading', { name: 'GitLab' })).toBeVisible()
  await page.keyboard.press('ArrowUp')
  await expect(form.getByText('HMAC-SHA256 in X-Hub-Signature-256')).toBeVisible()
  await expect(form.getByRole('region', { name: 'Preview of the event' })).toContainText(
    'Printer is out of paper'
  )
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(form.getByRole('button', { name: 'Create GitHub connector' })).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(/\/connectors\/[0-9a-f-]{36}\/overview$/)
  await expect(page.getByRole('heading', { name: 'GitHub' })).toBeVisible()
  const tabs = page.getByRole('navigation', { name: 'Pages of GitHub' })
  await tabs.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByLabel('Base URL', { exact: true })).toHaveValue('https://api.github.com')
  const logo = page.locator('img[src="/logos/github.svg"]').first()
  await expect(logo).toBeVisible()
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)

  await tabs.getByRole('link', { name: 'Events and actions' }).click()
  await expect(page.getByRole('row', { name: /GitHub event/ })).toContainText('1 warning')
  await page.getByRole('link', { name: /GitHub event/ }).click()
  const event = page.getByRole('group', { name: /Webhook Event/ })
  await expect(event.getByText(/Signed: HMAC-SHA256 in X-Hub-Signature-256/)).toBeVisible()
  await expect(page.getByRole('group', { name: /Return Outputs/ }).getByText('Full name')).toBeVisible()
})

test('a sample request makes a connector of the service that its headers tell', { tag: '@long' }, async ({
  page
}) => {
  // The gallery fails once; everything else on the page is there.
  await page.route(/gallery\.list/, async route => {
    const response = await route.fetch()
    const asked = new URL(route.request().url()).pathname.replace('/trpc/', '').split(',')
    const answers: object[] = await response.json()
    const fault = { code: 'internal', message: 'The gallery is being rebuilt.' }
    const error = { message: fault.message, code: -32603, data: { code: 'INTERNAL_SERVER_ERROR', fault } }
    await route.fulfill({
      json: answers.map((answer, at) => (asked[at] === 'gallery.list' ? { error } : answer))
    })
  })
  await page.goto('/connectors/new')
  const why = page.getByRole('alert').filter({ hasText: 'The ready-made connectors could not be loaded.' })
  await expect(why).toContainText('The gallery is being rebuilt.')
  await page.unrouteAll({ behavior: 'wait' })
  await why.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('group', { name: 'Ready-made connectors' })).toBeVisible()
  await expect(why).toBeHidden()
  await page.getByRole('button', { name: 'From a sample request' }).click()
  const form = page.getByRole('form', { name: 'New connector' })
  await form.getByLabel('Sample request').fill('{"id":')
  await expect(form.getByText('The body is not valid JSON.')).toBeVisible()
  await form
    .getByLabel('Sample request')
    .fill(
      'X-Shopify-Hmac-SHA256: YWJj\nX-Shopify-Topic: orders/create\n\n{"order":{"id":1,"note":"Fragile"}}'
    )
  await expect(form.getByText('Recognized as Shopify')).toBeVisible()
  await expect(form.getByLabel('Name')).toHaveValue('Shopify')
  await form.getByLabel('Name').fill('Our shop')
  await form.getByRole('button', { name: 'Create' }).click()
  await expect(page.getByRole('heading', { name: 'Our shop' })).toBeVisible()
  await page.getByRole('link', { name: 'Events and actions', exact: true }).click()
  await expect(page.getByRole('link', { name: /Our shop event/ })).toBeVisible()
})
