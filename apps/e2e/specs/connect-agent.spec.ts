import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { APIRequestContext, Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { expect, test } from '../fixtures/test.ts'

/**
 * Starts the callback server of an OAuth client, which receives the browser after consent. Collects the
 * received query parameters.
 */
const openClient = async () => {
  const given: URLSearchParams[] = []
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    // Some browsers also ask for an icon.
    if (pathname === '/callback') given.push(searchParams)
    response
      .setHeader('content-type', 'text/html')
      .end('<title>Acme Agent</title><h1>Back in Acme Agent</h1>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  return { returnTo: `http://127.0.0.1:${port}/callback`, given, stop: () => void server.close() }
}

/** Registers a client and returns its id. */
const register = async (request: APIRequestContext, returnTo: string): Promise<string> => {
  const answer = await request.post('/mcp/oauth/register', {
    data: { client_name: 'Acme Agent', redirect_uris: [returnTo] }
  })
  expect(answer.status()).toBe(201)
  const { client_id } = await answer.json()
  return client_id
}

/** Opens the consent page as an OAuth client does. Returns the PKCE verifier. */
const ask = async (page: Page, clientId: string, returnTo: string): Promise<string> => {
  const verifier = randomBytes(32).toString('base64url')
  const search = new URLSearchParams({
    ...{ response_type: 'code', client_id: clientId, redirect_uri: returnTo, state: 'acme' },
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...{ code_challenge_method: 'S256', scope: 'tools events connectors' }
  })
  await page.goto(`/mcp/oauth/authorize?${search}`)
  return verifier
}

test('a member refuses a client, then allows it by keyboard, and the client gets a token for the chosen scopes', async ({
  page,
  request
}) => {
  const client = await openClient()
  const clientId = await register(request, client.returnTo)

  await ask(page, clientId, client.returnTo)
  await expect(page.getByRole('heading', { name: '“Acme Agent” requests access' })).toBeVisible()
  await expect(page.getByText(/Hookwright cannot verify this name/)).toBeVisible()
  await expect(page.getByText(new URL(client.returnTo).host)).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Deny' }).click()
  await expect(page.getByRole('heading', { name: 'Back in Acme Agent' })).toBeVisible()
  expect(client.given.at(-1)?.get('error')).toBe('access_denied')

  const verifier = await ask(page, clientId, client.returnTo)
  const allow = page.getByRole('button', { name: 'Allow' })
  await expect(allow).toBeEnabled()
  for (const name of ['Tools', 'Events', 'Connectors as files']) {
    await page.getByRole('checkbox', { name }).focus()
    await page.keyboard.press('Space')
  }
  await expect(page.getByText('Choose at least one kind of access.')).toBeVisible()
  await expect(allow).toBeDisabled()
  await page.getByRole('checkbox', { name: 'Tools' }).focus()
  await page.keyboard.press('Space')
  await allow.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Back in Acme Agent' })).toBeVisible()
  const answered = client.given.at(-1)
  expect(answered?.get('state')).toBe('acme')
  const token = await request.post('/mcp/oauth/token', {
    form: {
      ...{ grant_type: 'authorization_code', client_id: clientId, redirect_uri: client.returnTo },
      ...{ code: answered?.get('code') ?? '', code_verifier: verifier }
    }
  })
  expect(await token.json()).toMatchObject({ token_type: 'Bearer', scope: 'tools' })

  await page.goto('/connect-agent')
  await expect(
    page.getByText(/already answered, has expired, or was started in another browser/)
  ).toBeVisible()
  await expectAccessible(page)
  client.stop()
})
