import type { Flow } from '@hookwright/model'
import { test } from '../fixtures/failing-service.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect } from '../fixtures/test.ts'
import { newUserFlow, userFlowPage } from '../pages/user-flow.ts'

test.setTimeout(240_000)

const doc = (url: string): Flow => ({
  schemaVersion: 1,
  strip: ['start', 'ask'],
  cards: {
    start: {
      id: 'start',
      type: 'manual-start',
      config: { inputs: [], shared: false, atOnce: 'any' },
      inputs: {}
    },
    ask: {
      id: 'ask',
      type: 'raw-request',
      title: 'Ask for seats',
      config: { method: 'GET', authenticate: false },
      inputs: { url: { kind: 'literal', value: `${url}/seats` } }
    }
  }
})

test('error handling', async ({ api, page, failing }) => {
  const flowId = await newUserFlow(api, { name: 'Book a table', doc: doc(failing.url) })
  await page.goto(`/flows/${flowId}`)
  const ask = userFlowPage(page).card('Ask for seats')
  await ask.getByRole('button', { name: 'More for Ask for seats' }).click()
  await page.getByRole('menuitem', { name: 'Error handling' }).click()
  const dialog = page.getByRole('dialog', { name: /^Error handling/ })
  await dialog.getByRole('switch', { name: 'Retry failed requests' }).click()
  await shoot(page, 'errors-retry')
  await dialog.getByRole('radio', { name: 'Continue with values' }).click()
  await shoot(page, 'errors-values')
  await dialog.getByRole('radio', { name: 'Run a helper flow' }).click()
  await shoot(page, 'errors-helper')
  await dialog.getByRole('radio', { name: 'Stop the flow' }).click()
  await dialog.getByRole('button', { name: 'Apply' }).click()
  await expect(ask.getByRole('button', { name: /^Error handling:/ })).toBeVisible()
  await shoot(page, 'errors-card')
})
