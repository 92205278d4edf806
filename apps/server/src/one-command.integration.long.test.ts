import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { connectApi } from './testing/api-client.ts'
import { runNode } from './testing/child.ts'
import { overHttp } from './testing/over-http.ts'
import { becomeAdmin } from './testing/sign-in.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { turnOn } from './testing/switch.ts'
import { makeTempFolder } from './testing/temp-folder.ts'
import { waitFor } from './testing/wait-for.ts'

const temp = makeTempFolder()
afterAll(temp.remove)

/**
 * Module that every started process loads. It refuses connections and name lookups beyond this machine, and
 * reports them.
 */
const cutOff = `data:text/javascript,${encodeURIComponent(`
  import dns from 'node:dns'
  import net from 'node:net'
  import { syncBuiltinESMExports } from 'node:module'
  const isHere = host => host === undefined || /^(localhost|127\\.|::1$)/.test(host)
  const refuse = where => {
    console.error('OUTSIDE ' + where)
    throw new Error('Cut off from ' + where)
  }
  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function (...args) {
    const [first] = Array.isArray(args[0]) ? args[0] : args
    if (typeof first === 'object' && !isHere(first.host)) refuse(first.host)
    if (typeof first === 'number' && typeof args[1] === 'string' && !isHere(args[1])) refuse(args[1])
    return connect.apply(this, args)
  }
  for (const names of [dns, dns.promises]) {
    const { lookup } = names
    names.lookup = (host, ...rest) => isHere(host) || net.isIP(host) ? lookup(host, ...rest) : refuse(host)
  }
  syncBuiltinESMExports()
`)}`

const start = fileURLToPath(new URL('../../../packages/tools/start.mjs', import.meta.url))

const found = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? ''

test('[row 132b] npm start serves the pages and runs the sample without the network', async () => {
  const child = runNode([start], {
    PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
    HOME: temp.folder,
    PORT: '0',
    HOOKWRIGHT_PRACTICE_PORT: '0',
    HOOKWRIGHT_DATA: temp.folder,
    NODE_OPTIONS: `--import=${cutOff}`
  })
  onTestFinished(async () => {
    child.send('SIGTERM')
    await child.ended
  })
  const said = await waitFor(
    () => child.output() + child.errors(),
    text => /is running at \S+\n/.test(text) && /http\S+#\S+\n/.test(text),
    240_000
  )
  const url = found(said, /is running at (\S+)\n/)
  const link = found(said, /(http\S+#\S+)/)
  expect((await overHttp(url)).text).toContain('<div id="root">')
  const api = connectApi(url, await becomeAdmin(link))
  const { flowId } = await api.installation.loadSample.mutate()
  await turnOn(api, flowId)
  const practice = found(said, /at (http:\/\/127\S+) \(Acme HR\)/)
  const key = found((await overHttp(practice)).text, /<meta name="api-key" content="([^"]+)">/)
  const happened = await overHttp(`${practice}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ eventType: 'user.created' })
  })
  expect(happened.status).toBeLessThan(300)
  const [kept] = await storedDeliveriesOf(api, flowId, 1)
  expect((await api.runs.get.query({ runId: kept?.id ?? '' })).status).toEqual({ is: 'succeeded' })
  expect(child.errors()).not.toContain('OUTSIDE')
}, 300_000)
