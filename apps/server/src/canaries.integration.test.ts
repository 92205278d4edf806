import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Flow, type Id, pill, text } from '@hookwright/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { card, drawFlow, field } from './seed/draw-flow.ts'
import { acmeAuthentication, connectAcme } from './testing/acme-connector.ts'
import { openServer, type TestServer } from './testing/open-server.ts'
import { overHttp } from './testing/over-http.ts'
import { storedDeliveriesOf } from './testing/stored-deliveries.ts'
import { type StubService, startStub } from './testing/stub-service.ts'
import { addFlow, turnOn } from './testing/switch.ts'

/**
 * Secret of the connection; `VALUE` is an event value that must not be stored. Both contain characters that
 * encodings change.
 */
const SECRET = 'canary/key +Zoë "4711"'
const VALUE = 'canary/ssn +Åsa "0815"'

const pills = { secret: pill('event', 'connection.apiKey'), value: pill('event', 'body', ['person', 'ssn']) }

/** Returns cards that output the secret and the value in all usual encodings, as a careless maker might. */
const encoding = (): Parameters<typeof drawFlow> =>
  Object.entries(pills).flatMap(([name, of]) => [
    card('compose', `${name}Plain`, { inputs: { text: text('It is ', of, '.') } }),
    card('base64', `${name}Base64`, { config: { urlSafe: false }, inputs: { text: text('user:', of) } }),
    card('base64', `${name}Base64Url`, { config: { urlSafe: true }, inputs: { text: text('x', of, 'y') } }),
    card('json-stringify', `${name}Json`, { config: { pretty: false }, inputs: { value: of } }),
    card('json-stringify', `${name}JsonInJson`, {
      config: { pretty: false },
      inputs: { value: pill(`${name}Json`, 'output') }
    })
  ])

/** Output fields with labels that normally appear in the summary of an event. */
const fields = [field('plain', 'Name'), field('ssn', 'Title'), field('mail', 'Mail')]
const eventFlow: Flow = drawFlow(
  card('webhook-event', 'event', {
    config: { options: [], registrationFlowId: null, deregistrationFlowId: null }
  }),
  ...encoding(),
  card('return-outputs', 'return', {
    config: { groups: [{ id: 'all', name: 'All', fields }], runMode: false },
    inputs: {
      plain: pill('secretPlain', 'output'),
      ssn: pill('event', 'body', ['person', 'ssn']),
      mail: pill('event', 'body', ['person', 'mail'])
    }
  })
)

let stub: StubService
let server: TestServer
let flowId: Id
let connectorId: Id
let eventUrl: string
const logged: string[] = []

beforeAll(async () => {
  // It quotes what it was asked, in its answer and in what it fails with.
  stub = await startStub(async asked => ({ status: 500, json: { asked, ssn: VALUE } }))
  server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url }, logged })
  const { api } = server
  connectorId = (await api.connectors.create.mutate({ name: 'Acme Directory' })).id
  await api.connectors.authenticate.mutate({ connectorId, authentication: acmeAuthentication(stub) })
  const { id: eventFlowId } = await api.makerFlows.create.mutate({
    connectorId,
    name: 'Event',
    doc: eventFlow
  })
  const { id: versionId } = await api.versions.create.mutate({ connectorId })
  await api.versions.deploy.mutate({ versionId })
  const acme = { connectorId, versionId, userEventId: eventFlowId, userListEventId: eventFlowId }
  const connectionId = await connectAcme(api, acme, SECRET)
  const config = { connectorId, eventFlowId, versionId, connectionId, runMode: 'each' }
  const doc = drawFlow(
    card('connector-event', 'event', { config }),
    card('compose', 'say', { inputs: { text: text(pill('event', 'plain'), ' ', pill('event', 'ssn')) } }),
    card('raw-request', 'tell', {
      config: { method: 'POST', expectJson: false },
      inputs: { url: text('/people/', pill('event', 'mail')), body: pill('say', 'output') }
    })
  )
  flowId = await addFlow(api, 'Tell', doc)
  await api.keeping.redactFlow.mutate({ flowId, paths: ['body.person.ssn', 'headers.x-ssn', 'query.ssn'] })
  ;({ eventUrl } = await turnOn(api, flowId))
})
afterAll(async () => {
  await server?.remove()
  await stub?.stop()
})

/**
 * Returns the encodings of a text for which the test searches. Ends that depend on adjacent text are cut off.
 */
const formsOf = (secret: string): string[] => {
  const bytes = Buffer.from(secret)
  const json = JSON.stringify(secret).slice(1, -1)
  const base64 = [0, 1, 2].map(offset =>
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replaceAll('=', '')
      .slice(4, -4)
  )
  return [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(secret),
    new URLSearchParams({ given: secret }).toString().slice('given='.length),
    bytes.toString('hex'),
    ...base64,
    ...base64.map(one => one.replaceAll('+', '-').replaceAll('/', '_'))
  ]
}

const filesWith = (texts: string[]): string[] =>
  readdirSync(server.dataFolder).filter(name => {
    const bytes = readFileSync(join(server.dataFolder, name))
    return texts.some(wanted => bytes.includes(wanted))
  })

test('[row 114] neither a secret nor a value that is not kept stands in deliveries, traces, search, logs or files', async () => {
  const { api } = server
  const body = JSON.stringify({ person: { ssn: VALUE, mail: 'asa@acme.example', again: `Told: ${VALUE}` } })
  const query = new URLSearchParams({ ssn: VALUE, page: '2' })
  await overHttp(`${eventUrl}?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-ssn': Buffer.from(VALUE).toString('base64') },
    body
  })
  const [delivery] = await storedDeliveriesOf(api, flowId, 1)
  const deliveryId = delivery?.id ?? ''
  // The run had both, and the service was told of them.
  expect(stub.asked.join()).toContain('POST /people/asa@acme.example')

  const run = await api.runs.get.query({ runId: deliveryId })
  const shown = JSON.stringify([
    run,
    await api.deliveries.get.query({ deliveryId }),
    await api.deliveries.list.query({ flowId }),
    await api.runs.list.query({ flowId }),
    await api.runs.open.query({ runId: deliveryId }),
    await api.deliveries.signAnew.mutate({ deliveryId }),
    await api.flows.testEventDraft.query({ flowId }),
    await api.flows.why.query({ flowId }),
    await api.connections.list.query({ connectorId })
  ])
  expect(formsOf(SECRET).filter(form => shown.includes(form))).toEqual([])
  const kept = formsOf(VALUE).filter(form => shown.includes(form))
  expect(kept).toEqual([])
  const outputs = JSON.stringify(run.steps)
  for (const [name, mark] of [
    ['secret', '•••'],
    ['value', '[redacted]']
  ] as const) {
    const steps = run.steps?.filter(({ path }) => String(path.at(-1)).startsWith(name)) ?? []
    expect(steps).toHaveLength(5)
    for (const step of steps) expect(JSON.stringify(step.outputs)).toContain(mark)
  }
  expect(outputs).toContain('asa@acme.example')

  for (const { list } of [api.deliveries, api.runs])
    expect((await list.query({ flowId })).rows.map(({ subject }) => subject)).toEqual(['asa@acme.example'])

  for (const q of [...formsOf(SECRET), ...formsOf(VALUE)].filter(form => form.length > 2)) {
    expect((await api.deliveries.list.query({ flowId, q })).rows, q).toEqual([])
    expect((await api.runs.list.query({ flowId, q })).rows, q).toEqual([])
  }
  expect((await api.deliveries.list.query({ flowId, q: 'asa@acme.example' })).rows).toHaveLength(1)

  expect(filesWith(formsOf(SECRET))).toEqual([])
  await server.close()
  // The log in front of the database had what arrived, from before the run; it is gone with the stop.
  expect(filesWith(formsOf(VALUE))).toEqual([])
  expect(filesWith(['asa@acme.example'])).not.toEqual([])
  expect([...formsOf(SECRET), ...formsOf(VALUE)].filter(form => logged.join().includes(form))).toEqual([])
})
