import { isOnPostgres } from '../fixtures/databases.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

test('an admin sees the process, its work and the database, and a page of an older release offers to reload', {
  tag: '@full'
}, async ({ api, page, installation }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme HR' })
  await page.goto('/settings/general')
  await page.getByRole('link', { name: 'Processes' }).click()
  const facts = page.getByRole('region', { name: 'Processes' })
  await expect(facts).toContainText(/Version\s*\d+\.\d+\.\d+, Node \d+/)
  await expect(facts).toContainText(/Event loop delay\s*\S+ m?s \(p99\), \S+ m?s at most/)
  await expect(facts).toContainText(/Runs in progress\s*0/)
  const work = page.getByRole('region', { name: 'Work' })
  await expect(work).toContainText(/Unfinished deliveries\s*0 deliveries/)
  if (isOnPostgres) {
    await expect(facts).toContainText('2 processes share the database.')
    await expect(facts).toContainText(/Changes from other processes\s*Last read \S+ m?s ago/)
    await expect(work).toContainText(/Queue\s*0 waiting, 0 planned, 0 running/)
    await expect(work).toContainText(/Background tasks\s*0 waiting, 0 planned, 4 running/)
  } else {
    await expect(work).toContainText(/Queue\s*0 waiting, 0 running/)
  }
  await expect(page.getByRole('region', { name: 'Database' })).toContainText(
    isOnPostgres ? /Database\s*PostgreSQL/ : /Database\s*SQLite/
  )
  await expectAccessible(page)
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await expectAccessible(page)

  await page.setViewportSize({ width: 1_440, height: 900 })
  await page.goto(`/connectors/${id}/settings`)
  const description = page.getByRole('textbox', { name: 'Description' })
  await expect(page.getByRole('button', { name: 'Reload' })).toBeHidden()
  await page.route(`${installation.url}/trpc/**`, async route => {
    if (route.request().url().includes('changes.watch')) return route.continue()
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'x-hookwright-version': '99.0.0' } })
  })
  await description.fill('Kept by the page that was opened before the upgrade.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Hookwright was updated.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toBeHidden()
  await expect(description).toHaveValue('Kept by the page that was opened before the upgrade.')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(description).toHaveValue('Kept by the page that was opened before the upgrade.')
  // Not before the click: the next answer would take the offer back.
  await page.unrouteAll({ behavior: 'wait' })
  await page.reload()
  await expect(page.getByRole('button', { name: 'Reload' })).toBeHidden()
})
