import { literal } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawCountingConnector } from './healing/counting-connector.ts'
import { type CountingService, openCountingService, sendHired } from './healing/counting-service.ts'
import { findFreePort } from './testing/free-port.ts'
import { galleryAction, runActions } from './testing/gallery-cards.ts'
import { type GalleryConnector, importFromGallery } from './testing/gallery-connector.ts'
import { deployGalleryConnector, type GalleryEvents } from './testing/gallery-event.ts'
import { keyForAgent } from './testing/mcp-client.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { openSdkMcpServer, type SdkMcpServer } from './testing/sdk-mcp-server.ts'
import { turnOff } from './testing/switch.ts'
import { waitFor } from './testing/wait-for.ts'

let service: CountingService
/** Hookwright server that offers the events of the service over MCP. */
let offering: TestServer
/** Hookwright server with the MCP connector. */
let server: TestServer
let tools: SdkMcpServer[]
let connector: GalleryConnector
let deployed: GalleryEvents

beforeAll(async () => {
  service = await openCountingService({ refusesDoubled: false, listsSecrets: true })
  tools = await Promise.all((['auto', 'sse'] as const).map(mode => openSdkMcpServer(mode)))
  const port = String(await findFreePort())
  offering = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: `${service.url},http://127.0.0.1:${port}` }
  })
  const allowed = [offering.url, ...tools.map(({ origin }) => origin)].join(',')
  server = await openServer({ variables: { PORT: port, HOOKWRIGHT_OUTBOUND_ALLOW: allowed } })
  await drawCountingConnector(offering.api, 'HR', service.url)
  connector = await importFromGallery(server.api, 'mcp-server', [])
  deployed = await deployGalleryConnector(server.api, connector, {
    url: `${offering.url}/mcp`,
    token: await keyForAgent(offering.api)
  })
})
afterAll(async () => {
  await server?.remove()
  await offering?.remove()
  for (const each of tools ?? []) await each.close()
  await service?.close()
})

const hired = { name: 'hr.hired', arguments: '{}' }

test('an event of another Hookwright is chosen, subscribed to, received, renewed and unsubscribed', async () => {
  const { api } = server
  const choices = await connector.run('Event choices', await connector.connect(await credentials()))
  expect(choices).toMatchObject({ events: [{ name: 'hr.hired', delivery: expect.any(Array) }] })

  const { flowId, subscriptionId } = await deployed.listen('Event', hired, 'eventId')
  expect(service.hooks.size).toBe(1)
  const { expiresAt } = (await api.subscriptions.progress.query({ flowId }))?.lifetime ?? {}
  expect(Number(expiresAt)).toBeGreaterThan(Date.now() + 23 * 3_600_000)

  await sendHired(service, 'Zoë')
  const event = await deployed.eventOf(flowId)
  expect(event).toMatchObject({
    eventId: expect.any(String),
    eventName: 'hr.hired',
    occurredAt: expect.any(String),
    cursor: expect.any(String),
    data: { name: 'Zoë' }
  })

  await api.subscriptions.renewNow.mutate({ flowId })
  const { attempts } = await waitFor(
    () => api.subscriptions.get.query({ subscriptionId }),
    seen => seen.attempts.some(({ kind, outcome }) => kind === 'renewal' && outcome !== 'running')
  )
  expect(attempts.map(({ kind, outcome }) => `${kind} ${outcome}`).sort()).toEqual([
    'registration succeeded',
    'renewal succeeded'
  ])
  expect(await offering.api.agents.subscriptions.query()).toMatchObject([{ name: 'hr.hired' }])
  await sendHired(service, 'Ida')
  await waitFor(
    async () =>
      (await api.runs.list.query({ flowId })).rows.filter(({ status }) => status.is === 'succeeded'),
    rows => rows.length === 2
  )

  await turnOff(api, flowId)
  await waitFor(
    () => service.hooks.size,
    size => size === 0
  )
  expect(await api.subscriptions.cleanupEntries.query()).toEqual([])
})

const credentials = async (): Promise<Record<string, string>> => ({
  url: `${offering.url}/mcp`,
  token: await keyForAgent(offering.api)
})

test('an event that the server does not have leaves the flow off, with nothing to clean up', async () => {
  await expect(deployed.listen('Event', { ...hired, name: 'hr.none' }, 'eventId')).rejects.toThrow(
    'and an error: NotFound'
  )
  expect(await server.api.subscriptions.cleanupEntries.query()).toEqual([])
})

test.each([
  ['as JSON', 0],
  ['as a stream', 1]
])('tools of a server of the SDK alone that answers %s are listed and called', async (_, nth) => {
  const sdk = tools[nth]
  if (sdk === undefined) throw new Error('There is no such server.')
  const { api } = server
  const { id } = await api.connections.create.mutate({
    connectorId: connector.connectorId,
    name: `Tools ${nth}`,
    values: { url: sdk.url, token: sdk.token }
  })
  const used = { ...connector, versionId: deployed.versionId }
  const call = (card: string, tool: string, values: Record<string, number>) =>
    galleryAction(used, card, 'Call tool', id, {
      tool: literal(tool),
      arguments: literal(values)
    })
  const outputs = await runActions(api, `Tools ${nth}`, [
    galleryAction(used, 'list', 'List tools', id, {}),
    call('add', 'add', { a: 2, b: 3 }),
    call('greet', 'greet', {})
  ])
  expect(outputs).toMatchObject({
    list: { names: ['add', 'greet', 'break'] },
    add: { text: '5', structured: { sum: 5 }, content: [{ type: 'text', text: '5' }] },
    greet: { text: 'Grüße\nvon Zoë' }
  })
  expect(sdk.added).toEqual([{ a: 2, b: 3 }])
  await expect(runActions(api, `Broken ${nth}`, [call('break', 'break', {})])).rejects.toThrow(
    'The tool “break” failed: The printer is out of paper.'
  )
  await expect(runActions(api, `Unknown ${nth}`, [call('none', 'none', {})])).rejects.toThrow(
    /error: .*none|none.*not found/i
  )
})

test('a server without events says so where one is to be chosen', async () => {
  const [sdk] = tools
  const connectionId = await connector.connect({ url: sdk?.url ?? '', token: sdk?.token ?? '' })
  expect(await connector.run('Event choices', connectionId)).toContain('Method not found')
})

test('a wrong token is told when a connection is tested', async () => {
  const [sdk] = tools
  const test = async (token: string) =>
    connector.run('_authping', await connector.connect({ url: sdk?.url ?? '', token }))
  expect(await test('wrong')).toContain('was answered with 401: The token is not known.')
  expect(await test(sdk?.token ?? '')).toBeNull()
})
