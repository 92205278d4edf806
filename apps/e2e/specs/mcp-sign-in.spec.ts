import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { literal, pill, text } from '@hookwright/model'
import { becomeAdmin, browserCookies, openApi, type TestApi } from '../fixtures/api.ts'
import { connectAcme } from '../fixtures/directory.ts'
import { expectAccessible } from '../fixtures/expect-accessible.ts'
import { deployDraft, makeGreeting, saidBy, sendUser, turnOn } from '../fixtures/greeting.ts'
import type { Installation } from '../fixtures/start-installation.ts'
import { startServer } from '../fixtures/start-servers.ts'
import { expect, test } from '../fixtures/test.ts'
import { card, flowOf } from '../pages/flow-docs.ts'

const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return address !== null && typeof address === 'object' ? address.port : 0
}

/**
 * Starts a second Hookwright, with a connector Acme HR that offers an event. It uses another host name than
 * the first server, since cookies ignore ports.
 */
const openOffering = async ({ url: first, practice }: Installation) => {
  const folder = mkdtempSync(join(tmpdir(), 'hookwright-e2e-'))
  const port = await findPort()
  const url = `http://localhost:${port}`
  const server = await startServer({
    folder,
    isNew: true,
    env: {
      PORT: String(port),
      HOOKWRIGHT_PUBLIC_URL: url,
      HOOKWRIGHT_OUTBOUND_ALLOW: `${first},${practice.url}`
    }
  })
  const cookie = await becomeAdmin({ url, firstAdminLink: server.said.firstAdminLink })
  const api = openApi(url, cookie)
  const { connectorId } = await makeGreeting(api, practice)
  await deployDraft(api, connectorId)
  await connectAcme(api, practice, connectorId, 'Acme account')
  const close = async (): Promise<void> => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, cookie, close }
}

/**
 * Creates a flow that uses a connection to the other Hookwright. For each event, it calls a tool there and
 * outputs the event's greeting with the tool's answer.
 */
const drawFlow = async (api: TestApi, connectorId: string, connectionId: string): Promise<string> => {
  const [version] = await api.query<{ id: string }[]>('versions.list', { connectorId })
  const flows = await api.query<{ id: string; name: string }[]>('makerFlows.list', { connectorId })
  const idOf = (name: string): string => flows.find(flow => flow.name === name)?.id ?? ''
  const used = { connectorId, versionId: version?.id ?? '', connectionId }
  const doc = flowOf(
    card('event', 'connector-event', {
      config: { ...used, eventFlowId: idOf('Event'), runMode: 'each' },
      inputs: { name: literal('acme_hr.user_created'), arguments: literal('{"event_type":"user.created"}') }
    }),
    card('call', 'connector-action', {
      config: { ...used, actionFlowId: idOf('Call tool') },
      inputs: { tool: literal('hookwright_list_connectors'), arguments: literal({}) }
    }),
    card('say', 'compose', {
      inputs: { text: text(pill('event', 'data', ['greeting']), ' ', pill('call', 'text')) }
    })
  )
  return (await api.mutate<{ id: string }>('flows.create', { name: 'Welcome', doc })).id
}

let offering: Awaited<ReturnType<typeof openOffering>> | null = null
test.afterEach(() => offering?.close())

test('a connection to another Hookwright signs in there by consent, listens to its events and calls its tools', {
  tag: '@long'
}, async ({ api, page, context, installation }) => {
  const other = await openOffering(installation)
  offering = other
  const { practice } = installation
  await installation.stop()
  await installation.restart({ HOOKWRIGHT_OUTBOUND_ALLOW: `${other.url},${practice.url}` })
  const { id: connectorId } = await api.mutate<{ id: string }>('gallery.install', {
    ...{ key: 'mcp-server', isFork: false }
  })
  await context.addCookies(browserCookies(other.url, other.cookie))

  await page.goto('/connections')
  await page.getByRole('button', { name: 'New connection' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'New connection' })
  await dialog.getByRole('textbox', { name: 'Connection name' }).fill('The other one')
  await dialog.getByRole('combobox', { name: 'Authentication method' }).click()
  await page.getByRole('option', { name: 'Sign in at the server' }).click()
  await dialog.getByRole('textbox', { name: 'Server URL' }).fill(`${other.url}/mcp`)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Create and sign in' }).click()

  await expect(page.getByRole('heading', { name: '“Hookwright” requests access' })).toBeVisible()
  expect(page.url()).toContain(other.url)
  await page.getByRole('button', { name: 'Allow' }).click()
  await page.waitForURL(`${installation.url}/connections**`)
  await expect(page.getByRole('listitem').filter({ hasText: 'The other one' })).toContainText('Connected')

  const [connection] = await api.query<{ id: string }[]>('connections.overview')
  const flowId = await drawFlow(api, connectorId, connection?.id ?? '')
  await turnOn(api, flowId)
  await sendUser(practice, 'zoe@acme.example')
  await expect
    .poll(() => saidBy(api, flowId))
    .toEqual([expect.stringMatching(/Hello, zoe@acme\.example.*Acme HR/s)])

  await page.goto(`${other.url}/agents`)
  await expect(page.getByText('acme_hr.user_created').first()).toBeVisible()

  await page.goto(`/connectors/${connectorId}/settings`)
  const found = page.getByRole('region', { name: 'Authentication: Sign in at the server' })
  const ways = found.getByRole('combobox', { name: 'URLs and client' })
  await expect(ways).toHaveText('Discovered at the service')
  await expect(found.getByRole('textbox', { name: 'Address of the service' })).toHaveValue('{Server URL}')
  await ways.focus()
  await page.keyboard.press('ArrowDown')
  await page.getByRole('option', { name: /^Entered manually/ }).press('Enter')
  await expect(found.getByRole('textbox', { name: 'Token URL' })).toBeVisible()
  await expectAccessible(page)
})
