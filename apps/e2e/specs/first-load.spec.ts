import { makeAcme } from '../fixtures/acme.ts'
import { firstLoadOf } from '../fixtures/first-load.ts'
import { loadSample } from '../fixtures/sample.ts'
import { expect, test } from '../fixtures/test.ts'
import { makeFlow } from '../pages/flow-docs.ts'
import { shownFlow } from '../pages/shown-flow.ts'

test('a page loads at most 250 kB of script and style before someone touches it, with the canvas 350 kB', async ({
  api,
  page,
  installation
}) => {
  const { flowId } = await loadSample(api)
  const connectorId = await makeAcme(api, installation.practice, 'Birch HR')
  const { path: canvas } = await makeFlow(api, { connectorId, name: 'Greet someone', doc: shownFlow })
  const pages = ['overview', 'flows', 'test-connections'].map(tab => `/connectors/${connectorId}/${tab}`)
  for (const path of [
    '/',
    '/connectors',
    ...pages,
    '/flows',
    `/flows/${flowId}/why`,
    '/deliveries',
    '/runs'
  ]) {
    expect.soft(await firstLoadOf(page, path), path).toBeLessThanOrEqual(250_000)
  }
  for (const path of [canvas, `/flows/${flowId}`]) {
    expect.soft(await firstLoadOf(page, path), path).toBeLessThanOrEqual(350_000)
  }
})
