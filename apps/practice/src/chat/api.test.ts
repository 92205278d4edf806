import { expect, test } from 'vitest'
import { refusalIn } from '../testing.ts'
import { bearer, openChat } from './testing.ts'

test.each([
  [undefined, 'unauthorized', 'Bearer realm="Acme Chat"'],
  ['Bearer nonsense', 'invalid_token', 'Bearer realm="Acme Chat", error="invalid_token"'],
  ['Basic bm9ib2R5Og==', 'unauthorized', 'Bearer realm="Acme Chat"']
])('a request with the authorization %s is refused', async (authorization, code, challenge) => {
  const { ask } = await openChat()
  const refused = await ask('/api/channels', authorization ? { headers: { authorization } } : {})
  expect([refused.status, refusalIn(refused).code]).toEqual([401, code])
  expect(refused.headers.get('www-authenticate')).toBe(challenge)
})

test('a token allows only its scopes', async () => {
  const { ask, post, signIn } = await openChat()
  const { access_token } = await signIn({ scope: 'channels:read' })
  expect((await ask('/api/channels', { headers: bearer(access_token) })).status).toBe(200)
  const form = { channel: 'general', text: 'Hello' }
  const refused = await post('/api/messages', form, bearer(access_token))
  expect([refused.status, refusalIn(refused).code]).toEqual([403, 'insufficient_scope'])
  expect(refusalIn(refused).message).toContain('"messages:write"')
})

test('channels come in pages, by cursor and by link', async () => {
  const { ask, chatUrl, signIn } = await openChat()
  const headers = bearer((await signIn()).access_token)
  const first = await ask('/api/channels?limit=4', { headers })
  expect(first.json).toMatchObject({ channels: { length: 4 }, next_cursor: 'c4' })
  const link = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
  expect(link).toBe(`${chatUrl}/api/channels?limit=4&cursor=c4`)
  const last = await ask(link.slice(chatUrl.length), { headers })
  expect(last.json).toMatchObject({
    channels: [{ id: 'sales' }, { id: 'random' }],
    next_cursor: null
  })
  expect(last.headers.get('link')).toBeNull()
  for (const query of ['limit=0', 'limit=101', 'cursor=x', 'limit=1&limit=2'])
    expect((await ask(`/api/channels?${query}`, { headers })).status).toBe(422)
})

test('a message is posted as a form in the name of the person, and the page shows it', async () => {
  const { ask, post, signIn, chatUrl } = await openChat({ clock: () => Date.UTC(2026, 10, 30) })
  const headers = bearer((await signIn()).access_token)
  const posted = await post('/api/messages', { channel: 'people', text: 'Welcome, <Zoë>!' }, headers)
  expect(posted.status).toBe(201)
  expect(posted.json).toEqual({
    id: expect.stringMatching(/^msg_/),
    channel: 'people',
    text: 'Welcome, <Zoë>!',
    author: 'Ada Abara',
    app: 'Hookwright',
    sentAt: '2026-11-30T00:00:00.000Z'
  })
  const { json } = await ask('/api/channels/people/messages', { headers })
  expect(json).toEqual({ messages: [posted.json], next_cursor: null })
  const page = await (await fetch(chatUrl)).text()
  expect(page).toContain('# People</h2>')
  expect(page).toContain('Welcome, &lt;Zoë&gt;!')
  expect(page).toContain('by Hookwright')
})

test('messages come in pages, the newest first', async () => {
  const { ask, post, signIn } = await openChat()
  const headers = bearer((await signIn()).access_token)
  for (const text of ['one', 'two', 'three'])
    await post('/api/messages', { channel: 'general', text }, headers)
  const path = '/api/channels/general/messages?limit=2'
  const first = await ask(path, { headers })
  expect(first.json).toMatchObject({ messages: [{ text: 'three' }, { text: 'two' }], next_cursor: 'c2' })
  const last = await ask(`${path}&cursor=c2`, { headers })
  expect(last.json).toMatchObject({ messages: [{ text: 'one' }], next_cursor: null })
})

test('a request that repeats its idempotency key posts once', async () => {
  const { ask, post, signIn } = await openChat()
  const token = bearer((await signIn()).access_token)
  const headers = { ...token, 'idempotency-key': 'run-1' }
  const form = { channel: 'general', text: 'Hello' }
  const first = await post('/api/messages', form, headers)
  const again = await post('/api/messages', form, headers)
  expect([again.status, again.json, again.headers.get('idempotency-replayed')]).toEqual([
    201,
    first.json,
    'true'
  ])
  const other = await post('/api/messages', { ...form, text: 'Bye' }, headers)
  expect([other.status, refusalIn(other).code]).toEqual([422, 'idempotency_key_reused'])
  const { json } = await ask('/api/channels/general/messages', { headers: token })
  expect(json).toMatchObject({ messages: { length: 1 } })
})

test.each([
  [{ channel: 'general' }, 422, 'The field "text" must be a text'],
  [{ channel: 'general', text: '' }, 422, 'The field "text" must be a text'],
  [{ channel: 'general', text: 'x'.repeat(4001) }, 422, 'The field "text" must be a text'],
  [{ channel: 'general', text: 'Hello', loud: 'yes' }, 422, 'unknown fields: "loud"'],
  [{ channel: 'none', text: 'Hello' }, 404, 'There is no channel "none"']
])('the message %j is refused', async (form, status, why) => {
  const { post, signIn } = await openChat()
  const refused = await post(
    '/api/messages',
    form as Record<string, string>,
    bearer((await signIn()).access_token)
  )
  expect([refused.status, refusalIn(refused).message]).toEqual([status, expect.stringContaining(why)])
})

test('JSON is refused with a sentence that says what to send', async () => {
  const { ask, signIn } = await openChat()
  const headers = { ...bearer((await signIn()).access_token), 'content-type': 'application/json' }
  const refused = await ask('/api/messages', { method: 'POST', headers, body: '{}' })
  expect([refused.status, refusalIn(refused).message]).toEqual([
    415,
    expect.stringContaining('application/x-www-form-urlencoded')
  ])
})

test('a member is added to a channel once, and is known by the email address', async () => {
  const { post, signIn } = await openChat()
  const headers = bearer((await signIn()).access_token)
  const form = { name: 'Zoë Example', email: 'zoe@acme.example' }
  const first = await post('/api/channels/people/members', form, headers)
  const again = await post('/api/channels/people/members', form, headers)
  expect([first.status, again.status, again.json]).toEqual([201, 200, first.json])
  const ada = { name: 'Somebody', email: 'ada.abara@chat.example' }
  expect((await post('/api/channels/people/members', ada, headers)).json).toMatchObject({ id: 'mem_ada' })
  const refused = await post('/api/channels/people/members', { ...form, email: 'x' }, headers)
  expect(refused.status).toBe(422)
})

test('the page expires and revokes tokens, removes apps and posts for a person', async () => {
  const { ask, client, refresh, signIn } = await openChat()
  const { access_token, refresh_token = '' } = await signIn()
  const page = (await ask('/')).text
  const grant = /\/page\/grants\/(\w+)\/expire/.exec(page)?.[1] ?? ''
  const me = async () => (await ask('/api/me', { headers: bearer(access_token) })).status
  expect((await ask(`/page/grants/${grant}/expire`, { method: 'POST' })).status).toBe(204)
  expect(await me()).toBe(401)
  expect((await refresh(refresh_token)).status).toBe(200)
  await ask(`/page/grants/${grant}`, { method: 'DELETE' })
  expect((await refresh(refresh_token)).status).toBe(400)
  await ask(`/page/apps/${client.client_id}`, { method: 'DELETE' })
  expect((await refresh(refresh_token)).status).toBe(401)

  const post = (body: object) =>
    ask('/page/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body)
    })
  expect((await post({ channel: 'sales', member: 'mem_bram', text: 'Morning' })).status).toBe(201)
  expect((await post({ channel: 'none', member: 'mem_bram', text: 'Morning' })).status).toBe(404)
  expect((await ask('/?channel=sales')).text).toContain('Morning')
})
