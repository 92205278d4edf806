import { loadSample } from '../fixtures/sample.ts'
import { shoot } from '../fixtures/shoot.ts'
import { expect, test } from '../fixtures/test.ts'

test('connections', async ({ api, page }) => {
  await page.goto('/connections')
  await expect(page.getByRole('heading', { name: 'No connections yet' })).toBeVisible()
  await shoot(page, 'connections-none')
  const { connectorId, connectionId, flowId } = await loadSample(api)
  const failing = await api.mutate<{ id: string }>('connections.create', {
    connectorId,
    name: 'People team, sandbox',
    values: { apiKey: 'acme_wrong' }
  })
  await api.mutate('connections.ping', { connectionId })
  await api.mutate('connections.ping', { connectionId: failing.id })
  await page.goto('/connections')
  await expect(page.getByText('401')).toBeVisible()
  await shoot(page, 'connections')
  await page.goto(`/connections?connection=${failing.id}`)
  await expect(page.getByRole('heading', { name: 'People team, sandbox' })).toBeVisible()
  await shoot(page, 'connections-failing')
  await page.goto(`/connections?connection=${connectionId}`)
  await shoot(page, 'connections-open')
  await page.getByRole('button', { name: 'New connection' }).first().click()
  await expect(page.getByRole('dialog', { name: 'New connection' })).toBeVisible()
  await shoot(page, 'connections-new')
  await page.goto(`/flows/${flowId}`)
  await expect(page.getByRole('button', { name: 'Edit connection' })).toBeVisible()
  await shoot(page, 'connections-card')
})
