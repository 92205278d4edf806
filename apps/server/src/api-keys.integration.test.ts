import { DAY, type NewApiKey, type Role } from '@hookwright/model'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Api, connectApi, connectWithKey, faultOf } from './testing/api-client.ts'
import { openEventStream } from './testing/event-stream.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { openDoorbell } from './testing/plain-connector.ts'
import { goodPassword, signInAs } from './testing/sign-in.ts'
import { addFlow } from './testing/switch.ts'

let server: TestServer
beforeAll(async () => {
  server = await openServer()
})
afterAll(() => server?.remove())

let added = 0
/** Adds a member and signs them in. */
const member = async (role: Role): Promise<{ personId: string; cookie: string; api: Api }> => {
  const name = `Member ${++added}`
  const { id: personId } = await server.api.people.add.mutate({ name, password: goodPassword, role })
  const cookie = await signInAs(server.url, name)
  return { personId, cookie, api: connectApi(server.url, cookie) }
}

const newKey = (over: Partial<NewApiKey> = {}): NewApiKey => ({
  name: `Key ${++added}`,
  role: 'maker',
  connectorIds: null,
  expiresAt: Date.now() + 30 * DAY,
  ...over
})

const keyOf = async (api: Api, over: Partial<NewApiKey> = {}) => {
  const { key, token } = await api.apiKeys.create.mutate(newKey(over))
  return { ...key, token, api: connectWithKey(server.url, token) }
}

const codeOf = async (call: Promise<unknown>): Promise<[number, string]> => {
  const { httpStatus, code } = await faultOf(call)
  return [httpStatus, code]
}

describe('a program with an API key', () => {
  test('calls the API in the name of its owner, without a session and without an origin', async () => {
    const mia = await member('maker')
    const key = await keyOf(mia.api)
    const made = await key.api.connectors.create.mutate({ name: 'Acme by key' })
    expect((await key.api.connectors.list.query()).map(({ id }) => id)).toContain(made.id)
    expect(await key.api.people.me.query()).toMatchObject({ id: mia.personId, role: 'maker' })
  })

  test('is refused with a sentence once the key has expired or was revoked', async () => {
    const mia = await member('maker')
    const [expired, revoked] = [await keyOf(mia.api, { expiresAt: Date.now() + 500 }), await keyOf(mia.api)]
    await revoked.api.people.me.query()
    await mia.api.apiKeys.revoke.mutate({ keyId: revoked.id })
    const fault = await faultOf(revoked.api.people.me.query())
    expect(fault).toMatchObject({ httpStatus: 401, code: 'api-key.revoked' })
    expect(fault.message).toBe(
      `The API key “${revoked.name}” was revoked. Create another key in Settings, under API keys.`
    )
    await expect.poll(() => codeOf(expired.api.people.me.query())).toEqual([401, 'api-key.expired'])
  })

  test('is limited to its own role and to the current role of its owner', async () => {
    const mia = await member('maker')
    const lesser = await keyOf(mia.api, { role: 'viewer' })
    const create = (api: Api) => api.connectors.create.mutate({ name: `Acme ${++added}` })
    expect(await codeOf(create(lesser.api))).toEqual([403, 'permission.denied'])
    expect(await codeOf(keyOf(mia.api, { role: 'admin' }))).toEqual([403, 'api-key.role-too-high'])
    const key = await keyOf(mia.api)
    await create(key.api)
    await server.api.people.setRole.mutate({ personId: mia.personId, role: 'user' })
    expect(await codeOf(create(key.api))).toEqual([403, 'permission.denied'])
    await server.api.people.setRole.mutate({ personId: mia.personId, role: 'maker' })
    await create(key.api)
    await server.api.people.remove.mutate({ personId: mia.personId })
    expect(await codeOf(create(key.api))).toEqual([401, 'api-key.revoked'])
  })

  test.each(['user', 'maker'] as const)(
    'of a %s, with the role viewer, lists only its owner’s flows',
    async role => {
      const blank = { schemaVersion: 1 as const, strip: [], cards: {} }
      const otherId = await addFlow(server.api, `Of the admin ${++added}`, blank)
      const mia = await member(role)
      const ownId = await addFlow(mia.api, `Own ${++added}`, blank)
      const { api } = await keyOf(mia.api, { role: 'viewer' })
      expect((await api.flows.list.query()).map(({ id }) => id)).toEqual([ownId])
      expect(await codeOf(api.flows.summary.query({ flowId: otherId }))).toEqual([403, 'permission.denied'])
      const { api: admins } = await keyOf(server.api, { role: 'viewer' })
      expect((await admins.flows.list.query()).map(({ id }) => id)).toEqual(
        expect.arrayContaining([ownId, otherId])
      )
    }
  )

  test('is revoked when its owner’s password is changed, by an admin or by the owner', async () => {
    const mia = await member('maker')
    const next = 'crater lantern mosaic'
    const before = await keyOf(mia.api)
    const { api: others } = await keyOf(server.api)
    await mia.api.people.changeOwnPassword.mutate({ currentPassword: goodPassword, newPassword: next })
    expect(await codeOf(before.api.people.me.query())).toEqual([401, 'api-key.revoked'])
    const after = await keyOf(mia.api)
    const wrong = mia.api.people.changeOwnPassword.mutate({
      currentPassword: 'not that one',
      newPassword: next
    })
    expect((await faultOf(wrong)).code).toBe('password.wrong')
    await after.api.people.me.query()
    await server.api.people.setPassword.mutate({ personId: mia.personId, password: goodPassword })
    expect(await codeOf(after.api.people.me.query())).toEqual([401, 'api-key.revoked'])
    await others.people.me.query()
  })

  test('cannot manage keys, members and passwords', async () => {
    const { api } = await keyOf(server.api, { role: 'admin' })
    expect(await codeOf(api.apiKeys.list.query())).toEqual([403, 'api-key.not-accepted'])
    expect(await codeOf(api.apiKeys.create.mutate(newKey()))).toEqual([403, 'api-key.not-accepted'])
    expect(await codeOf(api.people.list.query())).toEqual([403, 'api-key.not-accepted'])
    const passwords = { currentPassword: goodPassword, newPassword: 'crater lantern mosaic' }
    expect(await codeOf(api.people.changeOwnPassword.mutate(passwords))).toEqual([
      403,
      'api-key.not-accepted'
    ])
  })

  test('ends its event stream when it is revoked', async () => {
    const mia = await member('maker')
    const { token, id: keyId } = await keyOf(mia.api)
    const address = `${server.url}/trpc/changes.watch?input=${encodeURIComponent('{}')}`
    const stream = await openEventStream(address, { authorization: `Bearer ${token}` })
    onTestFinished(stream.close)
    await stream.next()
    await mia.api.apiKeys.revoke.mutate({ keyId })
    for (;;) {
      const said = await stream.next()
      if (said === null) throw new Error('The stream ended without a fault.')
      if (said.event !== 'serialized-error') continue
      expect(said.data).toContain('sign-in.needed')
      return
    }
  })
})

describe('an API key is read from the Authorization header only', () => {
  const me = (query: string, headers: Record<string, string>) =>
    overHttp(`${server.url}/trpc/people.me${query}`, { headers })

  test('a key in the query, a cookie or a body is ignored', async () => {
    const { token } = await keyOf(server.api)
    for (const name of ['key', 'api_key', 'apiKey', 'access_token', 'authorization', 'token']) {
      const answer = await me(`?${name}=${token}`, {})
      expect([answer.status, answer.text.includes('sign-in.needed')]).toEqual([401, true])
    }
    const cookies = [`hookwright-session=${token}`, `authorization=Bearer ${token}`, `api_key=${token}`]
    for (const cookie of cookies) expect((await me('', { cookie })).status).toBe(401)
    expect((await me('', { 'x-api-key': token })).status).toBe(401)
    const inBody = await overHttp(`${server.url}/trpc/connectors.create`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Acme', authorization: `Bearer ${token}`, access_token: token })
    })
    expect(inBody.status).toBe(401)
    expect((await me('', { authorization: `Bearer ${token}` })).status).toBe(200)
  })

  test('an invalid key is refused despite a valid session, and credentials of a proxy are ignored', async () => {
    const { cookie } = server
    const wrong = await me('', { cookie, authorization: `Bearer hwk_${'a'.repeat(43)}` })
    expect([wrong.status, wrong.text.includes('api-key.invalid')]).toEqual([401, true])
    expect((await me('', { cookie, authorization: 'Basic cHJveHk6c2VjcmV0' })).status).toBe(200)
    expect((await me('', { cookie, authorization: 'Bearer eyJ.of.proxy' })).status).toBe(200)
  })

  test('a request of another site with a session is refused as before', async () => {
    const answer = await overHttp(`${server.url}/trpc/connectors.create`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: server.cookie,
        origin: 'https://elsewhere.example'
      },
      body: JSON.stringify({ name: 'Acme' })
    })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('origin.refused')
  })

  test('one wrong key is asked to wait after five tries, while a valid one is served', async () => {
    const { api } = await keyOf(server.api)
    const wrong = connectWithKey(server.url, `hwk_${'b'.repeat(43)}`)
    for (let tries = 0; tries < 5; tries++) {
      expect(await codeOf(wrong.people.me.query())).toEqual([401, 'api-key.invalid'])
    }
    expect(await codeOf(wrong.people.me.query())).toEqual([429, 'api-key.too-many-tries'])
    await api.people.me.query()
  })
})

describe('a key that is limited to connectors', () => {
  test('reaches these connectors, and the flows that use no other connector', async () => {
    const bell = await openDoorbell(server.api)
    const { id: otherId } = await server.api.connectors.create.mutate({ name: 'Acme Elsewhere' })
    const { flow } = await server.api.flows.get.query({ flowId: bell.flowId })
    const { api, name, token } = await keyOf(server.api, { role: 'admin', connectorIds: [bell.connectorId] })
    const outOfScope = [403, 'api-key.out-of-scope']

    expect((await api.connectors.list.query()).map(({ id }) => id)).toEqual([bell.connectorId])
    await api.versions.list.query({ connectorId: bell.connectorId })
    expect(await codeOf(api.versions.list.query({ connectorId: otherId }))).toEqual(outOfScope)
    expect((await faultOf(api.connectors.create.mutate({ name: 'Acme New' }))).message).toBe(
      `The API key “${name}” is limited to some connectors, and this call names nothing of these connectors. Use a key with more connectors or without this limit.`
    )

    await api.flows.get.query({ flowId: bell.flowId })
    await api.deliveries.list.query({ flowId: bell.flowId })
    expect(await codeOf(api.deliveries.list.query({}))).toEqual(outOfScope)
    expect(await codeOf(api.deliveries.list.query({ connectorId: bell.connectorId }))).toEqual(outOfScope)
    const { rows } = await api.flows.summaries.query()
    expect(rows.map(({ id }) => id)).toEqual([bell.flowId])

    const blankId = await addFlow(server.api, 'Uses none', { schemaVersion: 1, strip: [], cards: {} })
    expect(await codeOf(api.flows.get.query({ flowId: blankId }))).toEqual(outOfScope)
    const { id: copyId } = await api.flows.create.mutate({ name: 'Same connector', doc: flow.doc })
    await api.flows.get.query({ flowId: copyId })
    // A document that calls a flow with another connector is not saved.
    const [start] = flow.doc.strip
    const card = flow.doc.cards[start ?? '']
    if (start === undefined || card === undefined) throw new Error('The flow has a start.')
    const widened = {
      ...flow.doc,
      cards: { ...flow.doc.cards, [start]: { ...card, config: { ...card.config, connectorId: otherId } } }
    }
    expect(await codeOf(api.flows.create.mutate({ name: 'Wider', doc: widened }))).toEqual(outOfScope)
    // A procedure that checks no input ignores it, so an input opens nothing.
    const named = encodeURIComponent(JSON.stringify({ connectorId: bell.connectorId }))
    for (const path of ['connections.overview', 'bin.list', 'installation.server']) {
      const { status, text } = await overHttp(`${server.url}/trpc/${path}?input=${named}`, {
        headers: { authorization: `Bearer ${token}` }
      })
      expect([path, status, text.includes('api-key.out-of-scope')]).toEqual([path, 403, true])
    }
    expect(await codeOf(api.search.byId.query({ id: bell.flowId.slice(0, 8) }))).toEqual(outOfScope)
  })
})

describe('the audit log', () => {
  test('records each act with its person and key, and leaves out secret notes', async () => {
    const mia = await member('maker')
    const key = await keyOf(mia.api)
    const { id } = await key.api.connectors.create.mutate({ name: 'Acme Audited' })
    const { id: versionId } = await key.api.versions.create.mutate({ connectorId: id })
    await key.api.versions.deploy.mutate({ versionId, note: 'secret note' })
    await key.api.connectors.remove.mutate({ connectorId: id })
    await key.api.connectors.purge.mutate({ connectorId: id })
    await server.api.people.setRole.mutate({ personId: mia.personId, role: 'user' })
    expect(await codeOf(key.api.versions.deploy.mutate({ versionId }))).toEqual([403, 'permission.denied'])

    const { rows } = await server.api.audit.list.query({ personId: mia.personId })
    expect(rows.map(({ act, item, key }) => [act, item?.name, key?.name ?? null])).toEqual([
      ['connectors.purge', 'Acme Audited', key.name],
      ['connectors.remove', 'Acme Audited', key.name],
      ['versions.deploy', 'Acme Audited, version 1', key.name],
      ['versions.create', 'Acme Audited, version 1', key.name],
      ['connectors.create', 'Acme Audited', key.name],
      ['apiKeys.create', key.name, null]
    ])
    const { rows: ofMembers } = await server.api.audit.list.query({ group: 'member', limit: 1 })
    expect(ofMembers).toMatchObject([
      { act: 'people.setRole', personName: 'Ada Example', key: null, notes: { role: 'user' } }
    ])
    const { rows: ofKeys } = await server.api.audit.list.query({ group: 'key' })
    const everything = JSON.stringify([rows, ofMembers, ofKeys])
    expect(everything).not.toContain(key.token)
    expect(everything).not.toContain('secret note')
    expect(everything).not.toContain(goodPassword)
    expect(await codeOf(mia.api.audit.list.query({}))).toEqual([403, 'permission.denied'])
  })
})
