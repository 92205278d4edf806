import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeAcme } from '../fixtures/acme.ts'
import { test } from '../fixtures/test.ts'
import { countedMouse } from '../pages/counted-mouse.ts'
import { drawSampleEvent } from '../pages/sample-event.ts'

const folder = join(import.meta.dirname, '../../../packages/handbook/walkthrough')

test('the pictures of the walkthrough', async ({ api, page, installation }) => {
  test.setTimeout(180_000)
  mkdirSync(folder, { recursive: true })
  const connectorId = await makeAcme(api, installation.practice)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`/connectors/${connectorId}/flows`)
  await drawSampleEvent(page, countedMouse(page), async name => {
    await page.screenshot({ path: join(folder, `${name}.png`) })
  })
})
