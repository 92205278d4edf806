import { makeAcme } from '../../fixtures/acme.ts'
import type { TestApi } from '../../fixtures/api.ts'
import { expect, test } from '../../fixtures/test.ts'
import { countedKeys } from '../../pages/counted-keys.ts'
import { countedMouse } from '../../pages/counted-mouse.ts'
import { drawnFlows } from '../../pages/drawn-flows.ts'
import { sampleFlows } from '../../pages/sample-connector.ts'
import { drawSampleEvent } from '../../pages/sample-event.ts'
import { drawSampleEventByKeys } from '../../pages/sample-event-by-keys.ts'

/**
 * Expects that the connector is as the procedure creates it by mouse and by keyboard, and that users can
 * choose its event.
 */
const expectSample = async (api: TestApi, connectorId: string): Promise<void> => {
  const { _authping, ...drawn } = await drawnFlows(api, connectorId)
  expect(drawn).toEqual(sampleFlows)
  const [event] = await api.query<{ versionNumber: number; signature: unknown }[]>('events.list')
  expect(event).toMatchObject({ connectorId, versionNumber: 1, signature: { name: 'User events' } })
}

test(
  'a webhook event with two options, both helper flows and two groups of outputs is drawn and deployed with fewer than 60 clicks and drags',
  { tag: '@long' },
  async ({ api, page, installation }, info) => {
    test.setTimeout(180_000)
    const connectorId = await makeAcme(api, installation.practice)
    await page.goto(`/connectors/${connectorId}/flows`)
    const mouse = countedMouse(page)
    await drawSampleEvent(page, mouse)
    info.annotations.push({ type: 'clicks and drags', description: String(mouse.count()) })
    process.stdout.write(`Steps 3 to 11 by mouse: ${mouse.count()} clicks and drags.\n`)
    expect(mouse.count()).toBeLessThan(60)
    await expectSample(api, connectorId)
  }
)

test(
  '[row 130] the same event is drawn and deployed with the keyboard alone, with fewer than 200 presses',
  { tag: '@long' },
  async ({ api, page, installation }, info) => {
    test.setTimeout(180_000)
    const connectorId = await makeAcme(api, installation.practice)
    await page.goto(`/connectors/${connectorId}/flows`)
    const keys = countedKeys(page)
    await drawSampleEventByKeys(page, keys)
    info.annotations.push({ type: 'presses', description: String(keys.count()) })
    process.stdout.write(`Steps 3 to 11 by keyboard: ${keys.count()} presses.\n`)
    expect(keys.count()).toBeLessThan(200)
    await expectSample(api, connectorId)
  }
)
