import { expect, test } from 'vitest'
import { bearer, openChat, tokensIn } from './testing.ts'

test('a person allows an app, which exchanges its code for tokens of that person', async () => {
  const { ask, asked, decide, exchange, redirectUrl, chatUrl } = await openChat()
  const query = new URLSearchParams(asked)
  const page = await ask(`/oauth/authorize?${query}`)
  expect(page.status).toBe(200)
  expect(page.text).toContain('Post messages as you')
  expect(page.text).toContain('Ada Abara (ada.abara@chat.example)')
  expect(page.headers.get('content-security-policy')).toContain(
    `form-action 'self' ${new URL(redirectUrl).origin};`
  )
  expect(page.headers.get('referrer-policy')).toBe('same-origin')
  const { code = '', ...more } = await decide()
  expect(more).toEqual({ state: 'state-1', iss: chatUrl })
  const answer = await exchange(code)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const tokens = tokensIn(answer)
  expect(tokens).toMatchObject({ expires_in: 600, refresh_token: expect.stringMatching(/^chat_rt_/) })
  const { json } = await ask('/api/me', { headers: bearer(tokens.access_token) })
  expect(json).toMatchObject({ member: { name: 'Ada Abara' }, app: 'Hookwright', scope: tokens.scope })
})

test('a refusal leads back to the app, which gets no code', async () => {
  const { decide, chatUrl } = await openChat()
  expect(await decide({ decision: 'deny' })).toEqual({
    error: 'access_denied',
    error_description: 'The member denied access.',
    state: 'state-1',
    iss: chatUrl
  })
})

test.each([
  ['client_id', 'nobody', 'No app has the client ID “nobody”'],
  ['redirect_uri', 'https://evil.example/callback', 'is not registered for the app “Hookwright”']
])('a wrong %s is shown to the person and redirects nowhere', async (name, value, why) => {
  const { ask, asked } = await openChat()
  const page = await ask(`/oauth/authorize?${new URLSearchParams({ ...asked, [name]: value })}`)
  expect([page.status, page.headers.get('location')]).toEqual([400, null])
  expect(page.text).toContain(why)
})

test.each([
  ['response_type', 'token', 'unsupported_response_type'],
  ['scope', 'channels:read everything', 'invalid_scope'],
  ['code_challenge_method', 'plain', 'invalid_request'],
  ['code_challenge', 'short', 'invalid_request']
])('a request with the %s %s is refused to the app', async (name, value, error) => {
  const { ask, asked } = await openChat()
  const { status, headers } = await ask(
    `/oauth/authorize?${new URLSearchParams({ ...asked, [name]: value })}`
  )
  expect(status).toBe(303)
  const { searchParams } = new URL(headers.get('location') ?? '')
  expect([searchParams.get('error'), searchParams.get('state')]).toEqual([error, 'state-1'])
})

test('a parameter that stands twice is refused', async () => {
  const { ask, asked } = await openChat()
  const twice = `${new URLSearchParams(asked)}&redirect_uri=https%3A%2F%2Fevil.example`
  expect((await ask(`/oauth/authorize?${twice}`)).status).toBe(400)
})

test('a page of another origin cannot decide for the person', async () => {
  const { post, asked } = await openChat()
  const form = { ...asked, decision: 'allow', member: 'mem_ada' }
  expect((await post('/oauth/authorize', form, { origin: 'https://evil.example' })).status).toBe(403)
})

test.each([
  [{ client_name: '', redirect_uris: ['https://a.example'] }, 'invalid_client_metadata'],
  [{ client_name: 'App', redirect_uris: [] }, 'invalid_redirect_uri'],
  [{ client_name: 'App', redirect_uris: ['javascript:alert(1)'] }, 'invalid_redirect_uri'],
  [{ client_name: 'App', redirect_uris: ['https://a.example/#x'] }, 'invalid_redirect_uri']
])('the app %j cannot be registered', async (body, error) => {
  const { register } = await openChat()
  const refused = await register(body)
  expect([refused.status, refused.json]).toEqual([400, expect.objectContaining({ error })])
})

test('the metadata names every endpoint', async () => {
  const { ask, chatUrl } = await openChat()
  const { json } = await ask('/.well-known/oauth-authorization-server')
  expect(json).toMatchObject({ issuer: chatUrl, token_endpoint: `${chatUrl}/oauth/token` })
})
