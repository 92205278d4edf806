import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { drawCountingConnector } from '../healing/counting-connector.ts'
import { type CountingService, openCountingService } from '../healing/counting-service.ts'
import { runNode } from '../testing/child.ts'
import { findFreePort } from '../testing/free-port.ts'
import { keyForAgent } from '../testing/mcp-client.ts'
import { openServer, type TestServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { waitFor } from '../testing/wait-for.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Path of the Node executable for the AI SDK, and folder of the SDK. Null if the SDK is not installed.
     */
    aiSdk: { node: string; folder: string } | null
  }
}

const aiSdk = inject('aiSdk')

let service: CountingService
let server: TestServer
let port: number
/** Server that sends one event for each request it receives. */
let trigger: { url: string; close: () => void }

beforeAll(async () => {
  service = await openCountingService({ refusesDoubled: false, listsSecrets: true })
  port = await findFreePort()
  const allowed = [service.url, `http://127.0.0.1:${port}`].join(',')
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: allowed } })
  await drawCountingConnector(server.api, 'Open HR', service.url, { topics: true })
  let sent = 0
  const triggering = createServer((_, response) => {
    const [hook] = [...service.hooks.values()]
    sent += 1
    const request = { method: 'POST', headers: { 'content-type': 'application/json' } }
    overHttp(hook?.url ?? '', { ...request, body: JSON.stringify({ name: `Person ${sent}` }) }).then(
      ({ status }) => response.writeHead(status).end(),
      () => response.destroy()
    )
  })
  await new Promise<void>(resolve => triggering.listen(0, '127.0.0.1', resolve))
  const address = triggering.address() as AddressInfo
  trigger = { url: `http://127.0.0.1:${address.port}/`, close: () => triggering.close() }
})
afterAll(async () => {
  trigger?.close()
  await server?.remove()
  await service?.close()
})

test.skipIf(aiSdk === null)(
  'the AI SDK lists, subscribes with a filter, verifies, refreshes and unsubscribes',
  async () => {
    if (aiSdk === null) return
    const script = fileURLToPath(new URL('./ai-sdk-client.mjs', import.meta.url))
    const token = await keyForAgent(server.api)
    const child = runNode(
      [
        script,
        aiSdk.folder,
        `${server.url}/mcp`,
        token,
        'open_hr.hired',
        '{"topic":"leave"}',
        String(port),
        trigger.url
      ],
      {},
      '',
      aiSdk.node
    )
    const seen = await child.firstLine
    await child.ended
    expect(seen).toMatchObject({
      node: expect.stringMatching(/^v24\./),
      listed: ['open_hr.hired'],
      subscribed: { id: expect.stringMatching(/^sub_/), truncated: false },
      refreshed: { truncated: false, deliveryStatus: { active: true, lastError: null } },
      events: [{ data: { name: 'Person 1' } }, { data: { name: 'Person 2' } }],
      left: 0
    })
    await waitFor(
      () => service.hooks.size,
      size => size === 0
    )
  }
)
