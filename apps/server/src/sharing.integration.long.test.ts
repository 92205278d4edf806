import type { Role } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectAcme, deployAcme } from './testing/acme-connector.ts'
import { type Api, connectApi, faultIn } from './testing/api-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { goodPassword, signInAs } from './testing/sign-in.ts'
import { type StubService, startStub } from './testing/stub-service.ts'

let stub: StubService
let server: TestServer
beforeAll(async () => {
  stub = await startStub(async () => ({ status: 200, json: {} }))
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url } })
})
afterAll(async () => {
  await server?.remove()
  await stub?.stop()
})

const member = async (name: string, role: Role): Promise<{ id: string; api: Api }> => {
  const { id } = await server.api.people.add.mutate({ name, password: goodPassword, role })
  return { id, api: connectApi(server.url, await signInAs(server.url, name)) }
}

const codeOf = async (call: Promise<unknown>): Promise<string> => (await faultIn(call))?.code ?? 'done'

test('a shared connection can be used, but neither read nor changed, by those with whom it is shared', async () => {
  const owner = await member('Uma Example', 'user')
  const named = await member('Olaf Example', 'user')
  const maker = await member('Mia Example', 'maker')
  const stranger = await member('Zoe Example', 'user')
  const acme = await deployAcme(server.api, stub)
  const { connectorId } = acme
  const secret = 'acme_secret_of_uma'
  const connectionId = await connectAcme(owner.api, acme, secret)
  const targets = [
    { with: 'person' as const, personId: named.id },
    { with: 'role' as const, role: 'maker' as const }
  ]
  await owner.api.connections.share.mutate({ connectionId, targets })

  for (const { api } of [named, maker]) {
    const seen = [
      await api.connections.list.query({ connectorId }),
      await api.connections.overview.query()
    ] as const
    expect(seen[0].map(({ id }) => id)).toEqual([connectionId])
    expect(seen[1]).toMatchObject([{ access: 'shared', ownerName: 'Uma Example', shares: [] }])
    expect(JSON.stringify(seen)).not.toContain(secret)
    expect(await codeOf(api.connections.ping.mutate({ connectionId }))).not.toBe('permission.denied')
    const changes = [
      () => api.connections.rename.mutate({ connectionId, name: 'Mine' }),
      () => api.connections.replaceValues.mutate({ connectionId, values: { apiKey: 'other' } }),
      () => api.connections.beginSignIn.mutate({ connectionId, returnTo: '/connections' }),
      () => api.connections.revoke.mutate({ connectionId }),
      () => api.connections.share.mutate({ connectionId, targets: [] }),
      () => api.connections.shareEffects.query({ connectionId, targets: [] }),
      () => api.connections.handOver.mutate({ connectionId, personId: named.id }),
      () => api.connections.remove.mutate({ connectionId })
    ]
    for (const change of changes) expect(await codeOf(change())).toBe('permission.denied')
  }
  expect(await stranger.api.connections.list.query({ connectorId })).toEqual([])
  expect(await codeOf(stranger.api.connections.ping.mutate({ connectionId }))).toBe('permission.denied')
  expect(await codeOf(server.api.connections.remove.mutate({ connectionId }))).toBe('permission.denied')

  await server.api.people.remove.mutate({ personId: owner.id, handTo: named.id })
  expect(await named.api.connections.overview.query()).toMatchObject([
    { access: 'own', shares: [{ target: { with: 'role', role: 'maker' } }, { name: null }] }
  ])
  await named.api.connections.rename.mutate({ connectionId, name: 'Handed over' })
})

test('a connection cannot be handed over to a viewer', async () => {
  const viewer = await member('Vera Example', 'viewer')
  const leaving = await member('Ian Example', 'user')
  const acme = await deployAcme(server.api, stub, { name: 'Acme Other' })
  const connectionId = await connectAcme(leaving.api, acme, 'acme_any')
  const to = server.api.connections.handOver.mutate({ connectionId, personId: viewer.id })
  expect(await codeOf(to)).toBe('connection.viewer-owner')
  const remove = (handTo: string) => server.api.people.remove.mutate({ personId: leaving.id, handTo })
  expect(await codeOf(remove(viewer.id))).toBe('connection.viewer-owner')
  expect(await codeOf(remove(leaving.id))).toBe('person.gone')
  expect((await leaving.api.people.me.query())?.id).toBe(leaving.id)
})

test('a refused removal of a member hands nothing over', async () => {
  const { id: heir } = await member('Hal Example', 'user')
  const acme = await deployAcme(server.api, stub, { name: 'Acme Last' })
  const connectionId = await connectAcme(server.api, acme, 'acme_of_admin')
  const { id: personId } = await server.api.people.me.query()
  expect(await codeOf(server.api.people.remove.mutate({ personId, handTo: heir }))).toBe('person.last-admin')
  const seen = await server.api.connections.overview.query()
  expect(seen.find(({ id }) => id === connectionId)).toMatchObject({ access: 'own', shares: [] })
})
