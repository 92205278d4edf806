import { redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from './testing/emulate.ts'
import { findFreePort } from './testing/free-port.ts'
import { type GalleryConnector, importFromGallery, signInAtEmulated } from './testing/gallery-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

const token = 'emulated-token-of-ada'
const client = { id: 'hookwright-client', secret: 'emulated-client-secret' }

let okta: Emulator
let server: TestServer
let connector: GalleryConnector
beforeAll(async () => {
  const port = await findFreePort()
  const host = `127.0.0.1:${port}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `http://${host}` } })
  connector = await importFromGallery(server.api, 'okta', [['https://', 'http://']])
  okta = await startEmulator({
    service: 'okta',
    port,
    path: '/api/v1/users',
    seed: {
      tokens: { [token]: { login: 'ada@acme-hr.example', scopes: ['okta.users.manage'] } },
      okta: {
        users: [
          {
            login: 'ada@acme-hr.example',
            email: 'ada@acme-hr.example',
            first_name: 'Ada',
            last_name: 'Lovelace'
          }
        ],
        groups: [{ name: 'People', description: 'People team', okta_id: '00g_people' }],
        oauth_clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            name: 'Hookwright',
            redirect_uris: [`${server.url}${redirectPathOf(connector.key)}`],
            auth_server_id: 'org'
          }
        ]
      }
    }
  })
})
afterAll(async () => {
  await server?.remove()
  await okta?.stop()
})

test('the connector of the gallery acts on users and groups with an API token', async () => {
  const connection = await connector.connect({ domain: okta.host, token })
  const run = (name: string, values = {}) => connector.run(name, connection, values)
  const ping = await server.api.testConnections.ping.mutate({ connectionId: connection })
  expect(ping.status).toEqual({ is: 'succeeded' })

  const created = await run('Create user', {
    login: 'grace@acme-hr.example',
    email: 'grace@acme-hr.example',
    firstName: 'Grace',
    lastName: 'Hopper',
    'option.activate': 'true',
    otherAttributes: { displayName: 'Grace H.' }
  })
  expect(created).toMatchObject({ login: 'grace@acme-hr.example', status: 'ACTIVE', firstName: 'Grace' })
  const userId = String((created as { userId: string }).userId)
  expect(await run('Update user', { userIdOrLogin: userId, lastName: 'Murray' })).toMatchObject({
    lastName: 'Murray',
    email: 'grace@acme-hr.example'
  })
  expect(await run('Get user', { userIdOrLogin: 'grace@acme-hr.example' })).toMatchObject({ userId })
  expect(await run('List users')).toMatchObject({
    users: expect.arrayContaining([expect.objectContaining({ id: userId })])
  })

  expect(await run('List groups', { nameBeginsWith: 'People' })).toMatchObject({
    groups: [{ id: '00g_people', profile: { name: 'People' } }]
  })
  expect(await run('Group choices')).toMatchObject({
    choices: expect.arrayContaining([{ display: 'People', value: '00g_people' }])
  })
  const membership = { 'option.group': '00g_people', userId }
  expect(await run('Add user to group', membership)).toEqual({ added: true })
  expect(await run('Remove user from group', membership)).toEqual({ removed: true })
  expect(await run('Deactivate user', { userIdOrLogin: userId })).toEqual({ deactivated: true })
  expect(await run('Get user', { userIdOrLogin: userId })).toMatchObject({ status: 'DEPROVISIONED' })
  expect(await run('Get user', { userIdOrLogin: 'nobody' })).toContain('Not found')
})

test('the connector of the gallery signs in with OAuth', async () => {
  const { id: connectionId } = await server.api.testConnections.create.mutate({
    connectorId: connector.connectorId,
    name: 'Signed in',
    methodId: 'sign_in',
    values: { domain: okta.host, clientId: client.id, clientSecret: client.secret }
  })
  await signInAtEmulated(server, server.api.testConnections, connectionId, 'ada@acme-hr.example')
  const ping = await server.api.testConnections.ping.mutate({ connectionId })
  expect(ping.status).toEqual({ is: 'succeeded' })
  expect(
    await connector.run('Get user', connectionId, { userIdOrLogin: 'ada@acme-hr.example' })
  ).toMatchObject({
    firstName: 'Ada'
  })
})
