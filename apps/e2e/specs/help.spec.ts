import { activateUsersFlow, joined } from '../fixtures/active-flow.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'
import { runPage, runsList } from '../pages/history.ts'

test('Help is searched by words and opens at the heading that was found, by the keyboard', {
  tag: '@full'
}, async ({ context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: 'Help' }).click()
  const article = page.getByRole('article')
  await expect(article.getByRole('heading', { level: 1, name: 'Guide' })).toBeVisible()
  await expectAccessible(page)

  const pages = page.getByRole('navigation', { name: 'Help pages' })
  await pages.getByRole('link', { name: 'Files and CI' }).click()
  await expect(page).toHaveURL(/\/help\/files-and-ci$/)
  await expect(article.getByRole('cell', { name: 'HOOKWRIGHT_API_KEY_TEST' })).toBeVisible()
  const contents = page.getByRole('navigation', { name: 'On this page' })
  await contents.getByRole('link', { name: 'The pipeline' }).click()
  await expect(page).toHaveURL(/#the-pipeline$/)
  await expect(article.getByRole('heading', { name: 'The pipeline' })).toBeFocused()
  await expect(article.getByRole('heading', { name: 'The pipeline' })).toBeInViewport()
  await article.getByRole('button', { name: 'Copy' }).first().click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('targets:')
  await expectAccessible(page)

  await page.getByRole('searchbox', { name: 'Search Help' }).fill('circuit breaker')
  const results = page.getByRole('region', { name: 'Results' })
  await expect(results.getByRole('listitem').first()).toContainText(/breaker/i)
  await expect(page).toHaveURL(/\?q=circuit(\+|%20)breaker/)
  await expectAccessible(page)
  await page.getByRole('searchbox', { name: 'Search Help' }).fill('http.status')
  await expect(results.getByRole('link').first()).toContainText('http.status')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/help\/troubleshooting#httpstatus$/)
  await expect(article.getByRole('heading', { name: 'http.status' })).toBeFocused()

  await page.goto('/help/nowhere')
  await expect(page.getByRole('article')).toHaveCount(0)
})

test('a failed run leads to the entry of its error, and a card to its section', { tag: '@full' }, async ({
  api,
  page,
  context,
  installation
}) => {
  const heard = await activateUsersFlow(api, installation.practice, {
    name: 'Welcome',
    asks: '/nothing-here'
  })
  await heard.send(joined('ada@acme.example'))
  const list = runsList(page)
  await list.open()
  await list.link(list.row('failed')).click()
  const run = runPage(page)
  const opened = context.waitForEvent('page')
  await run.aside.getByRole('link', { name: 'About this error' }).click()
  const help = await opened
  await expect(help.getByRole('heading', { name: 'http.status' })).toBeFocused()
  await expect(help.getByRole('heading', { name: 'http.status' })).toBeInViewport()
  await help.close()

  await page.goto(`/flows/${heard.flowId}?card=ask`)
  await page.getByRole('button', { name: 'More for Ask the service' }).click()
  await page.getByRole('menuitem', { name: 'Help' }).click()
  const section = context.waitForEvent('page')
  await page.getByRole('dialog').getByRole('link', { name: 'Open in Help' }).click()
  await expect((await section).getByRole('heading', { name: 'Raw Request (raw-request)' })).toBeFocused()
})

test('a program reads llms.txt and the pages that it links to without signing in', { tag: '@full' }, async ({
  installation
}) => {
  const list = await fetch(`${installation.url}/llms.txt`)
  expect(list.headers.get('content-type')).toContain('text/plain')
  const [first = ''] = /guide\/[a-z-]+\.md/.exec(await list.text()) ?? []
  const page = await fetch(`${installation.url}/${first}`)
  expect(page.headers.get('content-type')).toContain('text/markdown')
  expect(await page.text()).toMatch(/^# /)
  expect((await fetch(`${installation.url}/guide/nowhere.md`)).status).toBe(404)
})
