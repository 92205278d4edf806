import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { pill } from '@hookwright/model'
import type { APIRequestContext, Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { deployDraft } from '../fixtures/greeting.ts'
import { expect, test } from '../fixtures/test.ts'
import { card, flowOf, textField } from '../pages/flow-docs.ts'

/** Action that returns its input and calls no service. */
const echo = flowOf(
  card('start', 'action', {
    config: { options: [textField('words', 'Words')], groups: [], effect: 'changes' }
  }),
  card('return', 'return-outputs', {
    config: { groups: [{ id: 'said', name: 'Said', fields: [textField('echo', 'Echo')] }], runMode: false },
    inputs: { echo: pill('start', 'option.words') }
  })
)

/** Calls a tool as an agent does. */
const callTool = async (request: APIRequestContext, token: string, name: string, words?: string) => {
  const answer = await request.post('/mcp', {
    headers: { authorization: `Bearer ${token}`, accept: 'application/json, text/event-stream' },
    data: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/call',
      params: { name, arguments: words === undefined ? {} : { words } }
    }
  })
  return answer.text()
}

const waiting = (page: Page) => page.getByRole('list', { name: 'Waiting for approval' }).getByRole('listitem')
const tools = (page: Page) => page.getByRole('list', { name: 'Tools' }).getByRole('listitem')
const calls = (page: Page) => page.getByRole('list', { name: 'Calls' }).getByRole('listitem')

test('an action is exposed, asks first, is approved and refused, and hidden again', { tag: '@full' }, async ({
  api,
  page,
  request
}) => {
  const { id: connectorId } = await api.mutate<{ id: string }>('connectors.create', { name: 'Acme Board' })
  await api.mutate('makerFlows.create', { connectorId, name: 'Say', doc: echo })
  await deployDraft(api, connectorId)
  const { token } = await api.mutate<{ token: string }>('apiKeys.create', {
    ...{ name: 'Acme Agent', role: 'admin', connectorIds: null, expiresAt: Date.now() + 86_400_000 }
  })

  await page.goto('/agents')
  await expect(page.getByText('No tools yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Expose action' }).click()
  const dialog = page.getByRole('dialog', { name: 'Expose an action to agents' })
  await dialog.getByRole('button', { name: 'Expose', exact: true }).click()
  await expect(dialog.getByText('Choose a connector.')).toBeVisible()
  await dialog.getByRole('combobox', { name: 'Connector' }).fill('Acme')
  await page.getByRole('option', { name: 'Acme Board' }).click()
  await dialog.getByRole('combobox', { name: 'Action' }).fill('Say')
  await page.getByRole('option', { name: 'Say' }).click()
  await expect(dialog.getByRole('switch', { name: 'Ask me first' })).toBeChecked()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Expose', exact: true }).click()
  await expect(tools(page)).toHaveText([/Acme Board: Say.*acme_board_say/])

  const first = callTool(request, token, 'acme_board_say', 'Hello')
  await expect(waiting(page)).toHaveText([/Acme Board: Say.*Acme Agent.*Words.*Hello/s])
  await expect(page.getByRole('link', { name: /Agents.*1 call to approve/ })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Approve Acme Board: Say' }).focus()
  await page.keyboard.press('Enter')
  expect(await first).toContain('"echo":"Hello"')
  await expect(calls(page)).toHaveText([/Acme Board: Say.*Acme Agent.*decided by Ada Example.*Succeeded/s])

  const second = callTool(request, token, 'acme_board_say', 'Delete all')
  await page.getByRole('button', { name: 'Refuse Acme Board: Say' }).click()
  expect(await second).toContain('A person refused this call')
  await expect(calls(page).first()).toHaveText(/Refused/)

  await page.getByRole('switch', { name: 'Ask me first' }).click()
  await expect(page.getByRole('switch', { name: 'Ask me first' })).not.toBeChecked()
  expect(await callTool(request, token, 'acme_board_say', 'Again')).toContain('"echo":"Again"')

  await page.getByRole('button', { name: 'Fixed values of Acme Board: Say' }).focus()
  await page.keyboard.press('Enter')
  const values = page.getByRole('dialog', { name: 'Fixed values of “Say”' })
  await values.getByRole('combobox', { name: 'Fixed values' }).click()
  await page.getByLabel('Search: Fixed values').fill('Wor')
  await page.getByRole('option', { name: 'Words' }).click()
  await page.keyboard.press('Escape')
  await values.getByRole('textbox', { name: 'Words' }).fill('Always this')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(tools(page)).toHaveText([/Fixed: Words: Always this/])
  expect(await callTool(request, token, 'acme_board_say')).toContain('"echo":"Always this"')
  expect(await callTool(request, token, 'acme_board_say', 'Other')).toContain('no argument “words”')

  await page.getByRole('button', { name: 'Hide Acme Board: Say' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Hide' }).click()
  await expect(page.getByText('No tools yet')).toBeVisible()
  expect(await callTool(request, token, 'acme_board_say', 'Once more')).toContain('There is no tool')
})

test('a client that was allowed is listed with what it may use, and revoked', async ({ page, request }) => {
  const client = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end('<title>Acme Agent</title><h1>Back</h1>')
  }).listen(0, '127.0.0.1')
  await once(client, 'listening')
  const address = client.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const returnTo = `http://127.0.0.1:${port}/callback`
  const registered = await request.post('/mcp/oauth/register', {
    data: { client_name: 'Acme Agent', redirect_uris: [returnTo] }
  })
  const { client_id } = await registered.json()
  const search = new URLSearchParams({
    ...{ response_type: 'code', client_id, redirect_uri: returnTo, state: 'acme' },
    code_challenge: createHash('sha256').update(randomBytes(32).toString('base64url')).digest('base64url'),
    ...{ code_challenge_method: 'S256', scope: 'tools' }
  })
  await page.goto(`/mcp/oauth/authorize?${search}`)
  await page.getByRole('button', { name: 'Allow' }).click()
  await expect(page.getByRole('heading', { name: 'Back' })).toBeVisible()
  client.close()

  await page.goto('/agents')
  const clients = page.getByRole('list', { name: 'Clients' }).getByRole('listitem')
  await expect(clients).toHaveText([/Acme Agent.*Tools · All connectors.*Never used/s])
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Revoke Acme Agent' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(clients).toHaveCount(0)
})
