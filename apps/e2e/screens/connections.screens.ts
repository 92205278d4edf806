import { loadSample } from '../fixtures/api.ts'
import { apiOf, chooseMember, turnOnAnother } from '../fixtures/sharing.ts'
import { shoot } from '../fixtures/shoot.ts'
import { signInAs } from '../fixtures/sign-in-as.ts'
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
  await expect(page.getByRole('button', { name: 'Edit connection' }).first()).toBeVisible()
  await shoot(page, 'connections-card')
})

test('a shared connection', async ({ api, page, visitor, installation: { url } }) => {
  const { flowId, connectionId } = await loadSample(api)
  await signInAs(api, visitor, { role: 'user', path: '/flows' })
  await page.goto(`/connections?connection=${connectionId}`)
  const panel = page.getByRole('complementary', { name: /^Connection / })
  const dialog = page.getByRole('dialog', { name: /^Share “/ })
  await panel.getByRole('button', { name: 'Share' }).click()
  await chooseMember(page, 'Vera user')
  await shoot(page, 'share-connection')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByRole('region', { name: 'Access' })).toContainText('Vera user')
  await shoot(page, 'connection-panel')
  await turnOnAnother(api, await apiOf(visitor, url), flowId)
  await panel.getByRole('button', { name: 'Hand over' }).click()
  await shoot(page, 'hand-over-connection')
  await page.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Share' }).click()
  await chooseMember(page, 'Vera user')
  await expect(dialog).toContainText('Greet (Vera user)')
  await shoot(page, 'share-connection-withdrawn')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await visitor.reload()
  await visitor.getByRole('button', { name: /^Runs on hold/ }).click()
  await expect(visitor.getByRole('dialog', { name: 'Switch of Greet' })).toBeVisible()
  await shoot(visitor, 'flow-on-hold')
})
