import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AgentGrants, clientKeyOf, openAgentGrants } from './agent-grants.ts'
import type { AuthDatabase } from './auth-database.ts'
import { type OauthRecords, openOauthRecords } from './oauth-records.ts'
import { openPeople } from './people.ts'
import { kinds, makePlace, type StoragePlace } from './testing.ts'

const RESOURCE = 'https://hook.example/mcp'

describe.each(kinds)('access of clients in %s', kind => {
  let now: number
  let place: StoragePlace
  let database: AuthDatabase
  let grants: AgentGrants
  let records: OauthRecords

  const addPerson = (id: string) =>
    openPeople(database).addFirstAdmin({
      ...{ id, name: id, role: 'admin' as const },
      ...{ accountId: `account-${id}`, passwordHash: 'x', at: now }
    })

  const give = (id: string, over: Partial<Parameters<AgentGrants['put']>[0]> = {}) =>
    grants.put({
      ...{ id, personId: 'ada', clientId: 'acme-agent', clientName: 'Acme Agent', clientHost: null },
      ...{ scopes: ['tools', 'events'], connectorIds: null, createdAt: now },
      ...over
    })

  const issue = (token: string, grantId: string, over: object = {}) =>
    records.put(
      'AccessToken',
      token,
      { jti: token, grantId, aud: RESOURCE, scope: 'tools offline_access', ...over },
      60
    )

  beforeEach(async () => {
    now = 1_000_000
    place = await makePlace(kind)
    ;({ database } = await place.open(() => now))
    grants = openAgentGrants(database, () => now)
    records = openOauthRecords(database, () => now)
    await addPerson('ada')
  })
  afterEach(async () => {
    await database.close()
    place.remove()
  })

  test('is found by a token, with the member as they are now, until the token expires', async () => {
    await give('g1', { connectorIds: ['c1'] })
    await issue('secret', 'g1')
    expect(await grants.byToken('secret', `${RESOURCE}/`)).toMatchObject({
      grant: {
        id: 'g1',
        clientKey: clientKeyOf('acme-agent'),
        scopes: ['tools', 'events'],
        connectorIds: ['c1']
      },
      member: { id: 'ada', role: 'admin' },
      tokenScopes: ['tools', 'offline_access']
    })
    expect(await grants.byToken('other', RESOURCE)).toBeNull()
    expect(await grants.byToken('secret', 'https://other.example/mcp')).toBeNull()
    now += 60_000
    expect(await grants.byToken('secret', RESOURCE)).toBeNull()
  })

  test('granted again replaces the former access, whose tokens end', async () => {
    await give('g1')
    await issue('first', 'g1')
    await give('g2', { scopes: ['events'] })
    expect(await grants.byToken('first', RESOURCE)).toBeNull()
    expect((await grants.list('ada')).map(({ id, scopes }) => [id, scopes])).toEqual([['g2', ['events']]])
    expect((await grants.find('ada', clientKeyOf('acme-agent')))?.grant.id).toBe('g2')
  })

  test('ends with its tokens when it is revoked, and when its member is removed', async () => {
    await give('g1')
    await issue('first', 'g1')
    expect(await grants.revoke('g1')).toMatchObject({ id: 'g1' })
    expect(await grants.revoke('g1')).toBeNull()
    expect(await grants.byToken('first', RESOURCE)).toBeNull()
    expect(await records.find('AccessToken', 'first')).toBeNull()
    await give('g2')
    await issue('second', 'g2')
    await database.ask('DELETE FROM {user} WHERE id = ?', 'ada')
    expect(await grants.byToken('second', RESOURCE)).toBeNull()
    expect(await grants.list(null)).toEqual([])
  })

  test('records its last use at most once a minute', async () => {
    await give('g1')
    await issue('secret', 'g1')
    const lastUse = async () => (await grants.get('g1'))?.lastUsedAt
    await grants.byToken('secret', RESOURCE)
    await expect.poll(lastUse).toBe(now)
    now += 30_000
    await grants.byToken('secret', RESOURCE)
    await database.ask('SELECT 1 FROM {user}')
    expect(await lastUse()).toBe(now - 30_000)
  })

  test('a record is consumed once, also by two concurrent requests', async () => {
    await records.put('AuthorizationCode', 'code', { jti: 'code', uid: 'u1' }, 60)
    const used = await Promise.all([
      records.consume('AuthorizationCode', 'code'),
      records.consume('AuthorizationCode', 'code')
    ])
    expect(used.sort()).toEqual([false, true])
    expect(await records.find('AuthorizationCode', 'code')).toEqual({
      jti: 'code',
      uid: 'u1',
      consumed: 1_000
    })
    expect(await records.findByUid('AuthorizationCode', 'u1')).toMatchObject({ uid: 'u1' })
    await records.remove('AuthorizationCode', 'code')
    expect(await records.find('AuthorizationCode', 'code')).toBeNull()
  })

  test('the sweep deletes expired records, and clients without access', async () => {
    for (const id of ['acme-agent', 'idle-agent'])
      await records.put('Client', id, { client_id: id }, undefined)
    await records.put('Interaction', 'i1', { jti: 'i1' }, 10)
    await give('g1')
    now += 10_000
    await records.put('Client', 'new-agent', { client_id: 'new-agent' }, undefined)
    await records.sweep(now - 1)
    expect(await records.countClients()).toBe(2)
    expect(await records.find('Client', 'acme-agent')).toMatchObject({ client_id: 'acme-agent' })
    expect(await database.ask('SELECT 1 FROM {oauth_record}')).toHaveLength(2)
  })
})
