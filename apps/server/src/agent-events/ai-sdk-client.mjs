/*
 * Client of the AI SDK with its experimental events, run by a Node of its own: it lists events, subscribes with a filter,
 * verifies what it gets, refreshes and unsubscribes. It prints one line of JSON with what it saw.
 */
import { createServer } from 'node:http'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [folder = '', url = '', token = '', name = '', filter = '{}', port = '0', trigger = ''] =
  process.argv.slice(2)
const entry = join(folder, 'node_modules', '@ai-sdk', 'mcp', 'dist', 'index.js')
const { createMCPClient, experimental_createMCPEventWebhook } = await import(pathToFileURL(entry).href)

const kept = new Map()
const store = {
  get: async key => kept.get(key),
  getById: async id => [...kept.values()].find(one => one.id === id),
  set: async one => void kept.set(one.key, one),
  update: async (key, patch) => void kept.set(key, { ...kept.get(key), ...patch }),
  delete: async key => void kept.delete(key)
}

const events = []
const webhook = experimental_createMCPEventWebhook({
  store,
  onEvent: async ({ event }) => {
    events.push(event)
  }
})
const statuses = []
const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const answer = await webhook(
    new Request(`http://127.0.0.1:${port}${request.url}`, {
      method: request.method,
      headers: request.headers,
      body: Buffer.concat(chunks)
    })
  )
  statuses.push(answer.status)
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
})
await new Promise(resolve => server.listen(Number(port), '127.0.0.1', resolve))

const client = await createMCPClient({
  transport: { type: 'http', url, headers: { authorization: `Bearer ${token}` } },
  experimental_events: { store }
})
const api = client.experimental_events
const listed = (await api.list()).events.map(event => event.name)
const subscribed = await api.subscribe({
  name,
  arguments: JSON.parse(filter),
  delivery: { mode: 'webhook', url: `http://127.0.0.1:${port}/hook`, allowInsecureLocalhost: true },
  ttlMs: 60_000
})
const send = async () => {
  // biome-ignore lint/style/noRestrictedGlobals: a test calls servers on loopback, which the guarded client refuses.
  await fetch(trigger, { method: 'POST' })
}
const arrived = async count => {
  const until = Date.now() + 20_000
  while (events.length < count && Date.now() < until) await new Promise(resolve => setTimeout(resolve, 20))
}
await send()
await arrived(1)
const refreshed = await api.refresh({ id: subscribed.id })
await send()
await arrived(2)
await api.unsubscribe({ id: subscribed.id })
await client.close()
server.close()
server.closeAllConnections()
process.stdout.write(
  `${JSON.stringify({ node: process.version, listed, subscribed, refreshed, events, statuses, left: kept.size })}\n`
)
