import { authpingFlow } from '../fixtures/acme.ts'
import { CHAT_LIFETIME, chatClient, makeChat, test } from '../fixtures/chat.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect } from '../fixtures/test.ts'

test('[row 8a] a maker sets up a sign-in with the redirect URL that the page shows', {
  tag: '@full'
}, async ({ api, chat, page, installation }) => {
  const { id, key } = await api.mutate<{ id: string; key: string }>('connectors.create', {
    name: 'Acme Chat'
  })
  await page.goto(`/connectors/${id}/settings`)
  await page.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /OAuth 2 authorization code/ }).click()
  const redirectUrl = `${installation.url}/oauth/${key}/callback`
  await expect(page.getByRole('textbox', { name: 'Redirect URL' })).toHaveValue(redirectUrl)
  chat.allow(redirectUrl)
  await page.getByLabel('Authorize URL', { exact: true }).fill('/auth')
  await expect(page.getByText('A path requires a base URL')).toBeVisible()
  await page.getByLabel('Base URL', { exact: true }).fill(chat.url)
  await page.getByLabel('Token URL', { exact: true }).fill('/token')
  await page.getByRole('textbox', { name: 'Client ID', exact: true }).fill(chatClient.id)
  await page.getByRole('textbox', { name: 'Client secret', exact: true }).fill(chatClient.secret)
  await page.getByRole('button', { name: 'Add scope' }).click()
  await page.getByRole('textbox', { name: 'Scope 1' }).fill('chat.read')
  await page.getByRole('button', { name: 'Add scope' }).click()
  await page.getByRole('textbox', { name: 'Scope 2' }).fill('chat.write')
  await page.getByLabel('Use of scope 2').click()
  await page.getByRole('option', { name: 'Optional, on by default' }).click()
  const preview = page.getByRole('region', { name: 'New connection preview' })
  await expect(preview.getByRole('checkbox', { name: 'chat.write' })).toBeChecked()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“Acme Chat” was saved.')).toBeVisible()
  await expect(page.getByText('A secret is stored for this client ID.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Client secret', exact: true })).toHaveValue('')

  await api.mutate('makerFlows.create', { connectorId: id, name: '_authping', doc: authpingFlow })
  await page.goto(`/connectors/${id}/test-connections`)
  await page.getByRole('button', { name: 'New test connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'New test connection' })
  await dialog.getByLabel('Connection name').fill('Chat of Ada')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create and sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText('Connected')).toBeVisible()
  await page.getByRole('button', { name: 'Ping Chat of Ada' }).click()
  await expect(page.getByRole('status', { name: 'Result of pinging Chat of Ada' })).toContainText(
    'Response in'
  )
})

test('[row 8a, 8b] a connection is signed in, expired, refreshed, revoked and reconnected', {
  tag: '@full'
}, async ({ api, chat, page, installation }) => {
  const connectorId = await makeChat(api, chat, installation.url)
  await api.mutate('makerFlows.create', { connectorId, name: '_authping', doc: authpingFlow })
  const { id: versionId } = await api.mutate<{ id: string }>('versions.create', { connectorId })
  await api.mutate('versions.deploy', { versionId })
  const { id: connectionId } = await api.mutate<{ id: string }>('connections.create', {
    connectorId,
    name: 'Chat of Ada',
    values: {}
  })
  const panel = page.getByRole('complementary', { name: 'Connection Chat of Ada' })
  await page.goto(`/connections?connection=${connectionId}`)
  await expect(panel.getByText('Not signed in')).toBeVisible()
  await panel.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByRole('alert')).toContainText(
    'The service refused the sign-in: it answered access_denied'
  )
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Back to Hookwright' }).click()
  await panel.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(panel.getByText('Connected')).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/connections')

  await page.waitForTimeout(CHAT_LIFETIME * 1_000)
  await panel.getByRole('button', { name: 'Check now' }).click()
  await expect(panel.getByText(/^Works/)).toBeVisible()
  expect(chat.refreshes()).toBe(1)

  await chat.revoke()
  await page.waitForTimeout(CHAT_LIFETIME * 1_000)
  await panel.getByRole('button', { name: 'Check now' }).click()
  await expect(panel.getByText('The service refused the refresh token')).toBeVisible()
  await expect(panel.getByText('Reconnect needed')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/alerts')
  await expect(page.getByText('lost its authorization')).toBeVisible()
  await page.getByRole('link', { name: 'Open the connection' }).click()
  await panel.getByRole('button', { name: 'Reconnect' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(panel.getByText('Connected')).toBeVisible()
  await panel.getByRole('button', { name: 'Check now' }).click()
  await expect(panel.getByText(/^Works/)).toBeVisible()
})

test('a maker offers two methods, and a connection of one is revoked at the service', {
  tag: '@long'
}, async ({ api, chat, page, installation }) => {
  const connectorId = await makeChat(api, chat, installation.url)
  await api.mutate('makerFlows.create', { connectorId, name: '_authping', doc: authpingFlow })
  await page.goto(`/connectors/${connectorId}/settings`)
  await page.getByLabel('Revocation URL').fill('/token/revocation')
  await page.getByRole('button', { name: 'Add authentication method' }).click()
  const signIn = page.getByRole('region', { name: 'Authentication: method 1' })
  await signIn.getByLabel('Method name').fill('Sign-in')
  const byKey = page.getByRole('region', { name: 'Authentication: method 2' })
  await byKey.getByLabel('Method name').fill('Robot key')
  const key = page.getByRole('region', { name: 'Authentication: Robot key' })
  await key.getByLabel('Authentication type').click()
  await page.getByRole('option', { name: /API key/ }).click()
  const preview = page.getByRole('region', { name: 'New connection preview' })
  await preview.getByLabel('Authentication method').click()
  await page.getByRole('option', { name: 'Robot key' }).click()
  await expect(preview.getByLabel('API key')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByText('“Acme Chat” was saved.')).toBeVisible()

  await page.goto(`/connectors/${connectorId}/test-connections`)
  await page.getByRole('button', { name: 'New test connection' }).click()
  const dialog = page.getByRole('dialog', { name: 'New test connection' })
  await dialog.getByLabel('Connection name').fill('Chat of Ada')
  await dialog.getByLabel('Authentication method').click()
  await page.getByRole('option', { name: 'Robot key' }).click()
  await expect(dialog.getByLabel('API key')).toBeVisible()
  await dialog.getByLabel('Authentication method').click()
  await page.getByRole('option', { name: 'Sign-in' }).click()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create and sign in' }).click()
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByText('Connected')).toBeVisible()
  await page.getByRole('button', { name: 'Revoke Chat of Ada' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('The access of “Chat of Ada” was revoked at the service.')).toBeVisible()
  await expect(page.getByText('Not signed in')).toBeVisible()
  await page.getByRole('button', { name: 'Delete Chat of Ada' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('The connection “Chat of Ada” was deleted.')).toBeVisible()
})
