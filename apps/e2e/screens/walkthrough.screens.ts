import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeAcme } from '../fixtures/acme.ts'
import { expect, test } from '../fixtures/test.ts'
import { countedMouse } from '../pages/counted-mouse.ts'
import { drawSampleEvent } from '../pages/sample-event.ts'

const folder = join(import.meta.dirname, '../../../packages/handbook/walkthrough')

/** Screenshots that show only a dialog. */
const inDialogs = new Set(['chooser', 'options', 'registration', 'outputs', 'save'])

test('the pictures of the walkthrough', async ({ api, page, installation }) => {
  test.setTimeout(180_000)
  mkdirSync(folder, { recursive: true })
  const connectorId = await makeAcme(api, installation.practice)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`/connectors/${connectorId}/flows`)
  await drawSampleEvent(page, countedMouse(page), async name => {
    // What goes by itself is no part of a step.
    await expect(page.getByRole('button', { name: 'Close this message' })).toHaveCount(0)
    const shown = inDialogs.has(name) ? page.getByRole('dialog') : page
    await shown.screenshot({ path: join(folder, `${name}.png`) })
  })
})
