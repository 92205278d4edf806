import { authpingFlow } from '../fixtures/acme.ts'
import { CHAT_LIFETIME, makeChat, test } from '../fixtures/chat.ts'
import { large, shoot } from '../fixtures/shoot.ts'
import { expect } from '../fixtures/test.ts'

test.setTimeout(240_000)

test('sign-ins at a service', async ({ api, chat, page, installation }) => {
  const connectorId = await makeChat(api, chat, installation.url)
  await api.mutate('makerFlows.create', { connectorId, name: '_authping', doc: authpingFlow })
  const { id: versionId } = await api.mutate<{ id: string }>('versions.create', { connectorId })
  await api.mutate('versions.deploy', { versionId })
  await page.goto(`/connectors/${connectorId}/settings`)
  for (const label of ['Authentication type', 'Client ownership', 'Token lifetime in seconds']) {
    await page.getByLabel(label).scrollIntoViewIfNeeded()
    await shoot(page, `sign-in-form-${label.toLowerCase().replaceAll(' ', '-')}`)
  }

  await page.goto(`/connectors/${connectorId}/test-connections`)
  await page.getByRole('button', { name: 'New test connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'New test connection' })
  await dialog.getByLabel('Connection name').fill('Chat of Ada')
  await shoot(page, 'sign-in-new-test-connection')
  await dialog.getByRole('button', { name: 'Create and sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText('Connected')).toBeVisible()
  await api.mutate('testConnections.create', { connectorId, name: 'Chat of Bob', values: {} })
  await page.reload()
  await shoot(page, 'sign-in-test-connections')
  await chat.revoke()
  await page.waitForTimeout(CHAT_LIFETIME * 1_000)
  await page.getByRole('button', { name: 'Ping Chat of Ada' }).click()
  await expect(page.getByText('Reconnect needed')).toBeVisible()
  await shoot(page, 'sign-in-test-connections-lost')

  const { id: connectionId } = await api.mutate<{ id: string }>('connections.create', {
    connectorId,
    name: 'Chat of the people team',
    values: {}
  })
  await page.goto(`/connections?connection=${connectionId}`)
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await shoot(page, 'sign-in-connection')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await shoot(page, 'sign-in-refused-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await shoot(page, 'sign-in-refused-light')
  await page.getByRole('link', { name: 'Back to Hookwright' }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('button', { name: 'Reconnect' })).toBeVisible()
  await shoot(page, 'sign-in-connection-connected')
  await chat.revoke()
  await page.waitForTimeout(CHAT_LIFETIME * 1_000)
  await page.getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('Reconnect the connection to continue.')).toBeVisible()
  await shoot(page, 'sign-in-connection-lost')
  await page.getByRole('button', { name: 'Close the details' }).click()
  await shoot(page, 'sign-in-connections')
  await page.goto('/alerts')
  await expect(page.getByText('lost its authorization').first()).toBeVisible()
  await shoot(page, 'sign-in-alerts')
  await page.goto(`/connectors/${connectorId}/versions/1`)
  await expect(page.getByText('Sign-in at')).toBeVisible()
  await shoot(page, 'sign-in-version')
})

test('forms of a known service and of a private key', async ({ api, page }) => {
  const { id } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme Issues' })
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /OAuth 2 authorization code/ }).click()
  await page.getByRole('combobox', { name: 'Service', exact: true }).click()
  await shoot(page, 'sign-in-form-services', [large])
  await page.getByRole('option', { name: /Jira Cloud/ }).click()
  await page.getByLabel('Redirect URL').first().scrollIntoViewIfNeeded()
  await shoot(page, 'sign-in-form-jira')
  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /OAuth 2 JWT bearer/ }).click()
  await page.getByLabel('Algorithm').scrollIntoViewIfNeeded()
  await shoot(page, 'sign-in-form-jwt')
})
