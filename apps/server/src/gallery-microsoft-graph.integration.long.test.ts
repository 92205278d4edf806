import { redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from './testing/emulate.ts'
import { findFreePort } from './testing/free-port.ts'
import { type GalleryConnector, importFromGallery, signInAtEmulated } from './testing/gallery-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

const client = { id: 'hookwright-client', secret: 'emulated-client-secret' }
const email = 'ada@acme-hr.example'

let microsoft: Emulator
let server: TestServer
let connector: GalleryConnector
beforeAll(async () => {
  const port = await findFreePort()
  const host = `127.0.0.1:${port}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `http://${host}` } })
  connector = await importFromGallery(server.api, 'microsoft-graph', [
    ['baseUrl: https://graph.microsoft.com', `baseUrl: http://${host}`],
    ['- graph.microsoft.com', `- "${host}"`],
    ['https://login.microsoftonline.com/common/', `http://${host}/`],
    ['clientId: ""', `clientId: ${client.id}`]
  ])
  await server.api.connectors.setClientSecret.mutate({
    connectorId: connector.connectorId,
    clientId: client.id,
    secret: client.secret
  })
  microsoft = await startEmulator({
    service: 'microsoft',
    port,
    path: '/.well-known/openid-configuration',
    seed: {
      microsoft: {
        users: [{ email, name: 'Ada Lovelace' }],
        oauth_clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            name: 'Hookwright',
            redirect_uris: [`${server.url}${redirectPathOf(connector.key)}`]
          }
        ]
      }
    }
  })
})
afterAll(async () => {
  await server?.remove()
  await microsoft?.stop()
})

test('the connector of the gallery signs in, and reads the profile of its user', async () => {
  const connection = await connector.connect({})
  await signInAtEmulated(server, server.api.testConnections, connection, email)
  const ping = await server.api.testConnections.ping.mutate({ connectionId: connection })
  expect(ping.status).toEqual({ is: 'succeeded' })
  const profile = await connector.run('Get my profile', connection)
  expect(profile).toMatchObject({ displayName: 'Ada Lovelace', email })
  const { userId } = profile as { userId: string }
  expect(await connector.run('Get user', connection, { userIdOrPrincipalName: userId })).toMatchObject({
    displayName: 'Ada Lovelace'
  })
})
