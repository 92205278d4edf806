import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'
import { countedMouse } from '../pages/counted-mouse.ts'

const runTool = resolve(import.meta.dirname, '../../..', 'packages/tools/run.mjs')

/** Maximum time for creating a connector, in milliseconds, and maximum number of clicks. */
const MOST = { time: 120_000, clicks: 20 }

/** Services with documents that include events. */
const withEvents = ['GitHub']

test('connectors with three actions, and an event if there is one, are made from published documents by mouse', {
  tag: '@long'
}, async ({ page, installation: _ }) => {
  test.setTimeout(600_000)
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-documents-'))
  const documents: Record<string, string[]> = JSON.parse(
    execFileSync(process.execPath, [runTool, 'fetch-documents', folder], { encoding: 'utf8' })
  )
  const dialog = page.getByRole('dialog', { name: 'New connector from OpenAPI' })
  const next = dialog.getByRole('button', { name: 'Next' })
  const kind = (name: string) => page.getByRole('cell', { name, exact: true })
  for (const [service, files] of Object.entries(documents))
    await test.step(service, async () => {
      const mouse = countedMouse(page)
      await page.goto('/connectors/new')
      const tile = page.getByRole('button', { name: 'From an OpenAPI document' })
      await tile.waitFor()
      const began = performance.now()
      await mouse.click(tile)
      for (const file of files) {
        const chooser = page.waitForEvent('filechooser')
        await mouse.click(dialog.getByRole('button', { name: /^(Choose a|Add another) document$/ }))
        await (await chooser).setFiles(file)
        // The file has the same name in both packages of GitHub.
        const item = dialog
          .getByRole('list', { name: 'Documents' })
          .getByRole('listitem')
          .filter({ has: page.getByRole('button', { name: `Remove ${basename(file)}` }) })
        await expect(item).toHaveCount(files.indexOf(file) + 1, { timeout: 60_000 })
        await expect(item.last()).toContainText(/OpenAPI [23].* · \d.* operations?/)
      }
      await mouse.click(next)
      const baseUrl = dialog.getByLabel('Base URL')
      await baseUrl.waitFor()
      if (await next.isDisabled()) await mouse.type(baseUrl, 'https://api.example.com')
      await mouse.click(next)

      const shown = dialog.getByRole('group', { name: 'Shown' })
      const options = dialog.getByRole('option')
      await options.first().waitFor()
      const events = withEvents.includes(service) ? 1 : 0
      if (events > 0) {
        await mouse.click(shown.getByRole('button', { name: /^Events/ }))
        await mouse.click(options.first())
        await mouse.click(shown.getByRole('button', { name: /^Actions/ }))
      }
      for (const index of [0, 1, 2]) await mouse.click(options.nth(index))
      await expect(dialog.getByText(/^3 actions and /)).toContainText(`and ${events} event`)
      await mouse.click(next)

      const field = dialog.getByLabel('Name')
      await field.waitFor()
      const name = await field.inputValue()
      await mouse.click(dialog.getByRole('button', { name: 'Create connector' }))
      const rows = page.getByRole('row').filter({ has: page.getByRole('link') })
      await expect(rows.first()).toBeVisible()
      const time = performance.now() - began

      // The connector is found in the list, and its flows have no problems.
      await page.goto('/connectors')
      const connectors = page.getByRole('table', { name: 'Connectors' })
      await connectors.getByRole('link', { name, exact: true }).click()
      await page.getByRole('link', { name: 'Events and actions', exact: true }).click()
      await expect(rows.filter({ has: kind('Action') })).toHaveCount(3)
      await expect(rows.filter({ has: kind('Event') })).toHaveCount(events)
      await expect(rows.filter({ hasText: /Ready|\d warning/ })).toHaveCount(await rows.count())
      console.log(
        `${service}: ${(time / 1_000).toFixed(1)} s, ${mouse.count()} clicks, ${await rows.count()} flows`
      )
      expect(time).toBeLessThan(MOST.time)
      expect(mouse.count()).toBeLessThanOrEqual(MOST.clicks)
    })
  await expectAccessible(page)
  rmSync(folder, { recursive: true, force: true })
})
