import { redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from './testing/emulate.ts'
import { findFreePort } from './testing/free-port.ts'
import { type GalleryConnector, importFromGallery, signInAtEmulated } from './testing/gallery-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

const client = { id: 'hookwright.apps.googleusercontent.example', secret: 'emulated-client-secret' }
const email = 'ada@acme-hr.example'

let google: Emulator
let server: TestServer
let connector: GalleryConnector
beforeAll(async () => {
  const port = await findFreePort()
  const host = `127.0.0.1:${port}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `http://${host}` } })
  connector = await importFromGallery(server.api, 'google', [
    ['baseUrl: https://www.googleapis.com', `baseUrl: http://${host}`],
    ['- www.googleapis.com', `- "${host}"`],
    ['authorizeUrl: https://accounts.google.com/', `authorizeUrl: http://${host}/`],
    ['tokenUrl: https://oauth2.googleapis.com/token', `tokenUrl: http://${host}/oauth2/token`],
    ['revokeUrl: https://oauth2.googleapis.com/revoke', `revokeUrl: http://${host}/oauth2/revoke`],
    ['issuer: https://accounts.google.com', `issuer: http://${host}`],
    ['clientId: ""', `clientId: ${client.id}`]
  ])
  await server.api.connectors.setClientSecret.mutate({
    connectorId: connector.connectorId,
    clientId: client.id,
    secret: client.secret
  })
  google = await startEmulator({
    service: 'google',
    port,
    path: '/.well-known/openid-configuration',
    seed: {
      google: {
        users: [{ email, name: 'Ada Lovelace' }],
        oauth_clients: [
          {
            client_id: client.id,
            client_secret: client.secret,
            redirect_uris: [`${server.url}${redirectPathOf(connector.key)}`]
          }
        ],
        calendars: [
          {
            id: 'primary',
            user_email: email,
            summary: 'Ada',
            primary: true,
            selected: true,
            time_zone: 'UTC'
          }
        ],
        drive_items: [
          {
            id: 'drv_people',
            user_email: email,
            name: 'People',
            mime_type: 'application/vnd.google-apps.folder',
            parent_ids: ['root']
          }
        ]
      }
    }
  })
})
afterAll(async () => {
  await server?.remove()
  await google?.stop()
})

test('the connector of the gallery signs in, and acts on calendars and files', async () => {
  const connection = await connector.connect({})
  await signInAtEmulated(server, server.api.testConnections, connection, email)
  const ping = await server.api.testConnections.ping.mutate({ connectionId: connection })
  expect(ping.status).toEqual({ is: 'succeeded' })
  const run = (name: string, values = {}) => connector.run(name, connection, values)

  expect(await run('List calendars')).toMatchObject({ calendars: [{ id: 'primary', summary: 'Ada' }] })
  expect(await run('Calendar choices')).toEqual({ choices: [{ display: 'Ada', value: 'primary' }] })
  const calendar = { 'option.calendar': 'primary' }
  const created = await run('Create calendar event', {
    ...calendar,
    summary: 'Kick-off',
    location: 'Room 2',
    startsAt: '2026-01-10T09:00:00Z',
    endsAt: '2026-01-10T09:30:00Z',
    timeZone: 'UTC'
  })
  expect(created).toMatchObject({ summary: 'Kick-off', location: 'Room 2' })
  const { eventId } = created as { eventId: string }
  expect(await run('List calendar events', { ...calendar, from: '2026-01-01T00:00:00Z' })).toMatchObject({
    events: [{ id: eventId }]
  })
  expect(await run('Delete calendar event', { ...calendar, eventId })).toEqual({ deleted: true })
  expect(await run('List calendar events', calendar)).toMatchObject({ events: [] })

  const folder = await run('Create folder', { name: 'Payroll', parentId: 'drv_people' })
  expect(folder).toMatchObject({ name: 'Payroll', parentIds: ['drv_people'] })
  const { fileId } = folder as { fileId: string }
  expect(await run('Get file', { fileId })).toMatchObject({ name: 'Payroll' })
  expect(await run('Update file', { fileId, name: 'Payroll 2027' })).toMatchObject({ name: 'Payroll 2027' })
  expect(await run('Find files', { query: "'drv_people' in parents" })).toMatchObject({
    files: [{ id: fileId, name: 'Payroll 2027' }]
  })
})
