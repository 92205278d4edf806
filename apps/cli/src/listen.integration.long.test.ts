import { blankReceiving, type Flow } from '@hookwright/model'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type RealServer, startAsProcess, startRealServer } from './testing/real-server.ts'
import { runInProcess } from './testing/run-in-process.ts'

let server: RealServer
let key: string
let flowId: string
beforeAll(async () => {
  server = await startRealServer()
  ;({ token: key } = await server.newKey('Terminal'))
  flowId = await openBell()
})
afterAll(() => server.remove())

/**
 * Creates a connector with one event, and a user's flow that starts with this event. Returns the flow's id.
 */
const openBell = async (): Promise<string> => {
  const { api } = server
  const { id: connectorId } = await api.connectors.create.mutate({ name: 'Acme Bell' })
  const config = {
    options: [],
    registrationFlowId: null,
    deregistrationFlowId: null,
    receiving: { ...blankReceiving }
  }
  const doc: Flow = {
    schemaVersion: 1,
    strip: ['event', 'return'],
    cards: {
      event: { id: 'event', type: 'webhook-event', config, inputs: {} },
      return: { id: 'return', type: 'return-outputs', config: { groups: [], runMode: false }, inputs: {} }
    }
  }
  const { id: eventFlowId } = await api.makerFlows.create.mutate({ connectorId, name: 'Ring', doc })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  const card = {
    ...{ id: 'event', type: 'connector-event', inputs: {} },
    config: { connectorId, eventFlowId, versionId, connectionId: null, runMode: 'each' }
  }
  const flow: Flow = { schemaVersion: 1, strip: ['event'], cards: { event: card } }
  return (await api.flows.create.mutate({ name: 'Note rings', doc: flow })).id
}

const pollUntil = async (is: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await is())) await new Promise(resolve => setTimeout(resolve, 50))
}

/** Starts the command. Returns its printed lines and its end. */
const listen = (...args: string[]) => {
  const env = { HOOKWRIGHT_URL: server.url, HOOKWRIGHT_API_KEY: key }
  const started = startAsProcess(['listen', ...args], { cwd: server.folder, env })
  onTestFinished(() => started.kill('SIGKILL'))
  const lines = () => started.output().split('\n').filter(Boolean)
  return { ...started, lines, until: (count: number) => pollUntil(() => lines().length >= count) }
}

const ring = (url: string, body: object): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body)
  })

const turnOn = async (): Promise<string> => {
  const { api } = server
  const subscription = async () => (await api.subscriptions.list.query({ flowId }))[0]
  if ((await subscription())?.status.is !== 'on') await api.subscriptions.switchOn.mutate({ flowId })
  await pollUntil(async () => (await subscription())?.status.is === 'on')
  return api.subscriptions.eventUrl.query({ subscriptionId: (await subscription())?.id ?? '' })
}

test('the events of a flow are printed as they arrive, a line of JSON for each, until Ctrl+C', async () => {
  const url = await turnOn()
  await ring(url, { ring: 1 })
  const { lines, until, kill, ended } = listen('Note rings', '--json')
  await until(1)
  expect(JSON.parse(lines()[0] ?? '')).toEqual({
    is: 'listening',
    url: server.url,
    flow: { id: flowId, name: 'Note rings', isOn: true }
  })
  await ring(url, { ring: 2 })
  await until(2)
  expect(JSON.parse(lines()[1] ?? '')).toMatchObject({
    ...{ is: 'delivery', method: 'POST', contentType: 'application/json', size: 10, query: '' },
    body: { ring: 2 }
  })
  kill('SIGINT')
  expect(await ended).toMatchObject({ code: 0, errors: '' })
  expect(lines()).toHaveLength(2)
})

test('events are printed after a restart of the server, which a proxy answered with 502 meanwhile', async () => {
  const url = await turnOn()
  const stop = new AbortController()
  const lines: string[] = []
  const warnings: string[] = []
  const failing = ['deliveries.list', 'deliveries.list', 'deliveries.get']
  let looks = 0
  const { code } = await runInProcess(['listen', 'Note rings', '--json'], {
    ...{ url: server.url, key, stopping: stop.signal },
    fetch: async (input, init) => {
      if (looks === 0 || failing[0] === undefined || !String(input).includes(failing[0])) {
        return fetch(input, init)
      }
      failing.shift()
      return new Response('Bad Gateway', { status: 502 })
    },
    write: line => lines.push(line),
    writeError: text => warnings.push(text),
    wait: async () => {
      looks++
      if (looks === 1) await ring(url, { ring: 5 })
      if (lines.length === 2 || looks === 100) stop.abort()
    }
  })
  expect({ code, rings: lines.map(line => JSON.parse(line).body?.ring) }).toEqual({
    code: 0,
    rings: [undefined, 5]
  })
  expect(warnings.filter(text => text.includes('does not answer'))).toHaveLength(1)
})

test('one request to a test URL is printed with its body, and the URL is gone after Ctrl+C', async () => {
  const first = listen('Acme Bell', '--event', 'Ring')
  await first.until(1)
  const [, url = ''] = / at the test URL (\S+)\. /.exec(first.output()) ?? []
  expect((await ring(url, { ring: 3 })).status).toBe(202)
  expect(await first.ended).toMatchObject({ code: 0, output: expect.stringContaining('    "ring": 3\n') })
  const second = listen('Acme Bell', '--event', 'ring', '--json')
  await second.until(1)
  const { url: other } = JSON.parse(second.lines()[0] ?? '')
  second.kill('SIGINT')
  expect(await second.ended).toMatchObject({ code: 0, errors: '' })
  expect((await ring(other, { ring: 4 })).status).toBe(404)
})

test('control characters in a request are escaped for the terminal', async () => {
  const { until, output, ended } = listen('Acme Bell', '--event', 'Ring')
  await until(1)
  const [, url = ''] = / at the test URL (\S+)\./.exec(output()) ?? []
  await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '\u001b]52;c;cmluZw==\u0007\r\u009b2J\n\tring'
  })
  const { output: printed } = await ended
  expect(printed).toContain('\n  \\u001b]52;c;cmluZw==\\u0007\\u000d\\u009b2J\n  \tring\n')
})

test('an unknown flow or event is named, in one line of JSON', async () => {
  const run = (...args: string[]) =>
    runInProcess(['listen', ...args, '--json'], { url: server.url, key, fetch })
  const { code, output } = await run('Nothing')
  expect({ code, error: JSON.parse(output).error }).toMatchObject({
    code: 1,
    error: { code: 'flow-unknown' }
  })
  expect(output.trimEnd()).not.toContain('\n')
  expect(JSON.parse((await run('Acme Bell', '--event', 'Knock')).output).error).toMatchObject({
    code: 'event-unknown',
    message: 'The connector “Acme Bell” has no webhook event “Knock” in its draft. Its webhook events: Ring.'
  })
})

test('a server of another version is named on standard error before the stream begins', async () => {
  const stop = new AbortController()
  const written: string[] = []
  const result = await runInProcess(['listen', 'Note rings', '--json'], {
    ...{ url: server.url, key, fetch, version: '0.0.1', stopping: stop.signal },
    write: line => written.push(`output: ${JSON.parse(line).is}`),
    writeError: line => written.push(`errors: ${line}`),
    wait: async () => stop.abort()
  })
  expect(result).toEqual({ code: 0, output: '', errors: '' })
  expect(written).toEqual([
    expect.stringMatching(/^errors: .* but this command is 0\.0\.1\. .*\n$/),
    'output: listening'
  ])
})
