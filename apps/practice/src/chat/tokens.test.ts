import { expect, test } from 'vitest'
import { openFolder } from '../testing.ts'
import { bearer, openChat, tokensIn } from './testing.ts'

const invalidGrant = { error: 'invalid_grant', error_description: expect.any(String) }

test('an access token expires after ten minutes, and is refreshed as often as one likes', async () => {
  let now = Date.UTC(2026, 10, 30)
  const { ask, signIn, refresh } = await openChat({ clock: () => now })
  const { access_token: first, refresh_token = '' } = await signIn()
  const statusWith = async (token: string) => (await ask('/api/me', { headers: bearer(token) })).status
  now += 599_000
  expect(await statusWith(first)).toBe(200)
  now += 1_000
  const expired = await ask('/api/me', { headers: bearer(first) })
  expect(expired.status).toBe(401)
  expect(expired.headers.get('www-authenticate')).toBe('Bearer realm="Acme Chat", error="invalid_token"')
  for (let round = 0; round < 2; round++) {
    const renewed = tokensIn(await refresh(refresh_token))
    expect(renewed.refresh_token).toBeUndefined()
    expect(await statusWith(renewed.access_token)).toBe(200)
  }
})

test('a code is good once: when it comes again, its tokens end', async () => {
  const { ask, decide, exchange, refresh } = await openChat()
  const { code = '' } = await decide()
  const { access_token, refresh_token = '' } = tokensIn(await exchange(code))
  expect((await exchange(code)).json).toEqual(invalidGrant)
  expect((await ask('/api/me', { headers: bearer(access_token) })).status).toBe(401)
  expect((await refresh(refresh_token)).json).toEqual(invalidGrant)
})

test('a code expires after a minute', async () => {
  let now = Date.UTC(2026, 10, 30)
  const { decide, exchange } = await openChat({ clock: () => now })
  const { code = '' } = await decide()
  now += 60_000
  expect((await exchange(code)).json).toEqual(invalidGrant)
})

test.each([
  ['redirect_uri', 'http://127.0.0.1:3000/elsewhere'],
  ['code_verifier', 'another-verifier-that-is-long-enough-for-rfc-7636'],
  ['code', 'nonsense']
])('a code is refused with another %s', async (name, value) => {
  const { decide, exchange } = await openChat()
  const { code = '' } = await decide()
  expect((await exchange(code, { [name]: value })).json).toEqual(invalidGrant)
})

test('an app without its secret gets no token, and one of another app none of this one', async () => {
  const { decide, exchange, register, redirectUrl } = await openChat()
  const { code = '' } = await decide()
  const refused = await exchange(code, { client_secret: 'wrong' })
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="Acme Chat"'])
  expect(refused.json).toMatchObject({ error: 'invalid_client' })
  const { json } = await register({ client_name: 'Other', redirect_uris: [redirectUrl] })
  const other = json as { client_id: string; client_secret: string }
  const { client_id, client_secret } = other
  expect((await exchange(code, { client_id, client_secret })).json).toEqual(invalidGrant)
})

test('the client may authenticate with HTTP Basic', async () => {
  const { decide, post, client, redirectUrl } = await openChat()
  const { code = '' } = await decide()
  const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUrl,
    code_verifier: 'a-code-verifier-that-is-long-enough-for-rfc-7636'
  }
  const answer = await post('/oauth/token', form, { authorization: `Basic ${basic}` })
  expect(tokensIn(answer).access_token).toMatch(/^chat_at_/)
})

test('an unknown or incomplete grant is refused with its OAuth error', async () => {
  const { post, client, exchange, refresh, signIn } = await openChat()
  expect((await post('/oauth/token', { ...client, grant_type: 'password' })).json).toMatchObject({
    error: 'unsupported_grant_type'
  })
  expect((await post('/oauth/token', { ...client, grant_type: 'refresh_token' })).json).toMatchObject({
    error: 'invalid_request'
  })
  expect((await exchange('')).json).toEqual(invalidGrant)
  const { refresh_token = '' } = await signIn({ scope: 'channels:read' })
  expect((await refresh(refresh_token, { scope: 'messages:write' })).json).toMatchObject({
    error: 'invalid_scope'
  })
})

test('a revoked refresh token ends the grant, a revoked access token only itself', async () => {
  const { ask, post, client, refresh, signIn } = await openChat()
  const { access_token, refresh_token = '' } = await signIn()
  const revoke = (token: string) => post('/oauth/revoke', { ...client, token })
  expect((await revoke('unknown')).status).toBe(200)
  expect((await revoke(access_token)).status).toBe(200)
  expect((await ask('/api/me', { headers: bearer(access_token) })).status).toBe(401)
  const { access_token: second } = tokensIn(await refresh(refresh_token))
  await revoke(refresh_token)
  expect((await ask('/api/me', { headers: bearer(second) })).status).toBe(401)
  expect((await refresh(refresh_token)).json).toEqual(invalidGrant)
})

test('tokens and the port survive a restart', async () => {
  const dataFolder = await openFolder()
  const before = await openChat({ dataFolder })
  const { access_token } = await before.signIn()
  await before.close()
  const after = await openChat({ dataFolder })
  expect(after.chatUrl).toBe(before.chatUrl)
  expect((await after.ask('/api/me', { headers: bearer(access_token) })).status).toBe(200)
})
