import { expectAccessible } from '../../fixtures/expect-accessible.ts'
import { expect, test } from '../../fixtures/test.ts'
import { newUserFlow, userFlowPage } from '../../pages/user-flow.ts'

test.setTimeout(180_000)

test('a flow is built with the mouse, called at its address, and responds to the call', {
  tag: '@full'
}, async ({ api, page }) => {
  const flowId = await newUserFlow(api, { name: 'Greet callers' })
  await page.goto(`/flows/${flowId}`)
  const flow = userFlowPage(page)
  await flow.addEvent('API Endpoint')
  const card = flow.card('API Endpoint')
  await expect(card.getByRole('combobox', { name: 'Security' })).toBeVisible()
  await card.getByRole('button', { name: 'Add card after API Endpoint' }).click()
  await page.getByRole('combobox', { name: 'Search cards' }).fill('Return Raw')
  await page.getByRole('option', { name: 'Return Raw', exact: true }).click()
  const respond = flow.card('Return Raw')
  await expect(respond).toBeVisible()
  await expectAccessible(page)
  const toggle = page.getByRole('switch', { name: 'Greet callers' })
  await toggle.click()
  await expect(toggle).toBeChecked()
  await expect(page.getByRole('dialog', { name: 'Switch of Greet callers' })).toContainText('API endpoint')
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'API endpoint', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'API endpoint' })
  await expect(dialog).toContainText('Each call must send the secret in the header X-API-Key.')
  await expect(dialog).toContainText('No call yet.')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Show secret' }).click()
  await expect(dialog.getByRole('region', { name: 'Secret' })).toContainText('whsec_')
  const secret = await api.query<string>('apiEndpoints.secret', { flowId })
  const url = await api.query<string>('apiEndpoints.url', { flowId })
  expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401)
  const response = await fetch(url, {
    method: 'POST',
    body: '{"name":"Ada"}',
    headers: { 'content-type': 'application/json', 'x-api-key': secret }
  })
  expect(response.status).toBe(200)
  const runId = response.headers.get('hookwright-run-id')
  await page.keyboard.press('Escape')
  await page.goto(`/flows/${flowId}/runs`)
  await expect(page.getByText('Succeeded').first()).toBeVisible()
  await page.goto(`/runs/${runId}`)
  await expect(page.getByText('Succeeded').first()).toBeVisible()
  await page.goto(`/flows/${flowId}/why`)
  await expect(page.getByRole('list', { name: 'Checks' })).toBeVisible()
  await expect(page.getByText('Event URL')).toHaveCount(0)
})
