import type { Locator, Page } from '@playwright/test'

/** Timeout of each step on a page, in milliseconds. */
const withinMs = 60_000

/** Number of actions to select. */
const actions = 3

/**
 * Creates a connector from OpenAPI documents in the browser, with the mouse. It selects the documents, then
 * the first event, if any, and three actions. Selecting a file in the system's dialog counts as a click, and
 * so does focusing a field.
 */
export async function walkImport(
  page: Page,
  { origin, files }: { origin: string; files: readonly string[] }
): Promise<{ ms: number; clicks: number; hasEvent: boolean; flows: number }> {
  page.setDefaultTimeout(withinMs)
  let clicks = 0
  const click = async (target: Locator) => {
    clicks += 1
    await target.click()
  }
  await page.goto(`${origin}/connectors/new`)
  const tile = page.getByRole('button', { name: 'From an OpenAPI document' })
  await tile.waitFor()
  const began = performance.now()
  await click(tile)
  const dialog = page.getByRole('dialog', { name: 'New connector from OpenAPI' })
  for (const [index, file] of files.entries()) {
    const chooser = page.waitForEvent('filechooser')
    await click(dialog.getByRole('button', { name: /^(Choose a|Add another) document$/ }))
    clicks += 1
    await (await chooser).setFiles(file)
    await dialog
      .getByRole('button', { name: /^Remove / })
      .nth(index)
      .waitFor()
  }
  const next = dialog.getByRole('button', { name: 'Next' })
  await click(next)
  const baseUrl = dialog.getByLabel('Base URL')
  await baseUrl.waitFor()
  if (await next.isDisabled()) {
    await click(baseUrl)
    await page.keyboard.type('https://api.example.com')
  }
  await click(next)
  const shown = dialog.getByRole('group', { name: 'Shown' })
  const options = dialog.getByRole('option')
  await options.first().waitFor()
  // The segment has a number when there are events.
  const events = shown.getByRole('button', { name: /^Events ?\d/ })
  const hasEvent = await events.isVisible()
  if (hasEvent) {
    await click(events)
    await click(options.first())
    await click(shown.getByRole('button', { name: /^Actions/ }))
  }
  for (let index = 0; index < actions; index += 1) await click(options.nth(index))
  await click(next)
  const field = dialog.getByLabel('Name')
  await field.waitFor()
  const name = await field.inputValue()
  await click(dialog.getByRole('button', { name: 'Create connector' }))
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  const rows = page.getByRole('main').locator('td a[href*="/flows/"]')
  await rows.first().waitFor()
  return { ms: performance.now() - began, clicks, hasEvent, flows: await rows.count() }
}
