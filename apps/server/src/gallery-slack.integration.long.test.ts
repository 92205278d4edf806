import { type Id, redirectPathOf } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from './testing/emulate.ts'
import { findFreePort } from './testing/free-port.ts'
import { type GalleryConnector, importFromGallery, signInAtEmulated } from './testing/gallery-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'

const client = { client_id: 'emulated-client', client_secret: 'emulated-client-secret' }

let slack: Emulator
let server: TestServer
let connector: GalleryConnector
let connectionId: Id
beforeAll(async () => {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: url } })
  connector = await importFromGallery(server.api, 'slack', [
    ['https://slack.com', url],
    ['- slack.com', `- "127.0.0.1:${port}"`]
  ])
  const redirect_uris = [`${server.url}${redirectPathOf(connector.key)}`]
  slack = await startEmulator({
    ...{ service: 'slack', port, path: '/' },
    seed: {
      slack: {
        team: { name: 'Acme', domain: 'acme' },
        users: [{ name: 'ada', real_name: 'Ada Example', email: 'ada@acme.example' }],
        channels: [{ name: 'new-joiners', topic: 'Welcome' }],
        oauth_apps: [{ ...client, name: 'Hookwright', redirect_uris }]
      }
    }
  })
  const { id } = await server.api.testConnections.create.mutate({
    ...{ connectorId: connector.connectorId, name: 'Acme', methodId: 'oauth' },
    values: { ...client, signing_secret: 'emulated-signing-secret' }
  })
  connectionId = id
})
afterAll(async () => {
  await server?.remove()
  await slack?.stop()
})

test('the connector of the gallery signs in at Slack, and runs every action', async () => {
  await signInAtEmulated(server, server.api.testConnections, connectionId, 'ada@acme.example')
  const ping = await server.api.testConnections.ping.mutate({ connectionId })
  expect(ping.status).toEqual({ is: 'succeeded' })

  const run = async (name: string, values = {}): Promise<Record<string, unknown>> =>
    Object(await connector.run(name, connectionId, values))
  const created = await run('Create channel', { name: 'onboarding-kim', isPrivate: false })
  expect(created).toMatchObject({ createdName: 'onboarding-kim', private: false })
  const channelId = String(created.channelId)
  const found = await run('Find user by email', { email: 'ada@acme.example' })
  expect(found).toMatchObject({ name: 'ada', realName: 'Ada Example', isBot: false })
  expect(await run('Invite users to channel', { channelId, users: [String(found.userId)] })).toEqual({
    invitedTo: channelId,
    name: 'onboarding-kim'
  })
  const at = { 'option.channel': channelId }
  expect(await run('Set channel topic', { ...at, topic: 'First week' })).toEqual({ ok: true })
  const posted = await run('Post message', { ...at, text: 'Welcome, Kim!' })
  expect(posted).toMatchObject({ channelId, postedText: 'Welcome, Kim!' })
  const ts = String(posted.ts)
  expect(await run('Post message', { ...at, text: 'Your laptop is ready.', thread: ts })).toMatchObject({
    message: { thread_ts: ts }
  })
  expect(await run('Add reaction', { channelId, ts, name: 'wave' })).toEqual({ ok: true })
  expect(await run('Update message', { ...at, ts, text: 'Welcome to Acme, Kim!' })).toEqual({
    channelId,
    updatedTs: ts,
    updatedText: 'Welcome to Acme, Kim!'
  })

  expect(await run('Channel choices')).toMatchObject({
    channels: expect.arrayContaining([expect.objectContaining({ name: 'new-joiners' })])
  })
  expect(
    await connector.run('Post message', connectionId, { 'option.channel': 'C0MISSING', text: 'Hello' })
  ).toContain('The channel does not exist, or the app cannot see it.')
})
