import { type CodeGrant, HOUR, literal } from '@hookwright/model'
import { expect, test } from 'vitest'
import { ask, authentication, code, foundSource, openService, signal } from '../testing/token-service.ts'

test('tokens of a discovered sign-in are not sent to a base URL of another origin', async () => {
  const address = literal('https://api.acme.example')
  const found = openService({ client: { ownership: 'found', resource: address } })
  const one = found.start()
  await found.signIn(one)
  expect((await one.connect()(ask, signal)).status).toBe(200)
  const moved = { ...authentication, baseUrl: literal('https://evil.example/api') }
  await expect(one.connect(undefined, moved)(ask, signal)).rejects.toMatchObject({
    code: 'connection.sign-in-needed',
    message: expect.stringContaining('because the address of the service changed')
  })
})

test('tokens from before a connector changed to discovered sign-ins are not revoked, without a fault', async () => {
  const entered = openService()
  await entered.signIn(entered.start())
  const grant: CodeGrant = { ...code, client: { ownership: 'found', resource: literal('') } }
  const account = { connectionId: 'c1', authentication, values: {}, grant }
  expect(await entered.start().authorizations.revoke(account)).toBe(false)
})

test('tokens of a discovered sign-in are bound to its address, and are used with it again', async () => {
  const found = openService({ client: { ownership: 'found', resource: literal('') } })
  const one = found.start()
  expect(await one.authorizations.foundFor('c1')).toBeNull()
  await found.signIn(one)
  expect(await found.start().authorizations.foundFor('c1')).toEqual(foundSource.found)
  const moved = openService({ client: { ownership: 'found', resource: literal('https://new.acme.example') } })
  const other = moved.start()
  await moved.signIn(other)
  await expect(other.connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.sign-in-needed',
    message: expect.stringContaining('because the address of the service changed')
  })
})

const foundChange: Partial<CodeGrant> = { client: { ownership: 'found', resource: literal('') } }

test('a connection signs in again once for scopes that a service asks for, in addition to the former scopes', async () => {
  const service = openService(foundChange)
  const now = service.start()
  await service.signIn(now, { scope: 'profile' }, 'people.read')
  service.forbidWith('Bearer error="insufficient_scope", scope="people.read people.write"')
  const fault = {
    code: 'connection.scopes-missing',
    details: { scopes: 'people.write', sent: 'no', connectionId: 'c1' }
  }
  await expect(now.connect()(ask, signal)).rejects.toMatchObject(fault)
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 1_000, lacks: 'people.write' })
  service.forbidWith('DPoP algs="ES256", Bearer error="insufficient_scope", scope="admin"')
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({ details: { scopes: 'admin' } })

  // A refresh gives no more scopes.
  service.forbidWith(null)
  service.move(2 * HOUR)
  expect((await now.connect()(ask, signal)).status).toBe(200)
  expect(service.row.authorization).toMatchObject({ lacks: 'people.write admin' })
  const found = await service.start().authorizations.foundFor('c1')
  expect(found?.added).toBe('profile people.write admin')

  const another = { ...foundSource, found: { ...foundSource.found, ...found } }
  const tokens = { access: 'access-2', refresh: null, until: null }
  const scope = 'people.read profile people.write admin'
  await now.authorizations.keep('c1', { ...another, scope }, tokens, true)
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 1_000 + 2 * HOUR })
  service.forbidWith('Bearer error="insufficient_scope", scope="admin"')
  await expect(now.connect()(ask, signal)).rejects.toMatchObject({
    code: 'connection.scopes-refused',
    message: expect.stringContaining('access to admin was requested at sign-in but not granted')
  })
  expect(service.row.authorization).not.toHaveProperty('lacks')
  expect((await now.authorizations.foundFor('c1'))?.added).toBe('profile people.write admin')
})

test('a late refusal of former tokens does not mark a new sign-in as lacking scopes', async () => {
  const service = openService(foundChange)
  const [one, other] = [service.start(), service.start()]
  await service.signIn(one, {}, 'people.read')
  const client = other.connect()
  expect((await client(ask, signal)).status).toBe(200)
  service.move(60_000)
  await service.signIn(one, {}, 'people.read people.write')
  service.forbidWith('Bearer error="insufficient_scope", scope="people.write"')
  await expect(client(ask, signal)).rejects.toMatchObject({ code: 'connection.scopes-missing' })
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 61_000 })
})

test('scopes that a service asks for one by one are recorded as long as they fit in a URL', async () => {
  const service = openService(foundChange)
  const now = service.start()
  await service.signIn(now, {}, 'people.read')
  for (let count = 0; count < 300; count++) {
    service.forbidWith(`Bearer error="insufficient_scope", scope="repository:acme/${count}"`)
    await expect(now.connect()(ask, signal)).rejects.toMatchObject({ code: 'connection.scopes-missing' })
  }
  const { lacks } = { lacks: '', ...service.row.authorization }
  expect(lacks).toMatch(/^repository:acme\/0 repository:acme\/1 /)
  const found = await now.authorizations.foundFor('c1')
  for (const scopes of [lacks, found?.added ?? '']) {
    expect(scopes.length).toBeGreaterThan(1_900)
    expect(scopes.length).toBeLessThanOrEqual(2_000)
  }
})

test.each<[string, Partial<CodeGrant>, string]>([
  ['names no scopes', foundChange, 'Bearer error="insufficient_scope"'],
  ['has another reason', foundChange, 'Bearer error="invalid_request", scope="admin"'],
  ['is of another scheme', foundChange, 'DPoP error="insufficient_scope", scope="admin"'],
  ['cannot be read', foundChange, 'insufficient_scope "'],
  ['goes to a sign-in that the maker entered', {}, 'Bearer error="insufficient_scope", scope="admin"']
])('a refusal that %s is handled like any other response', async (_, change, challenge) => {
  const service = openService(change)
  const now = service.start()
  await service.signIn(now, {}, '')
  service.forbidWith(challenge)
  expect((await now.connect()(ask, signal)).status).toBe(403)
  expect(service.row.authorization).toEqual({ is: 'signed-in', at: 1_000 })
})
