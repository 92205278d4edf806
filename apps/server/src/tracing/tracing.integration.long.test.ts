import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { connectAcme, deployAcme, greetingFlow } from '../testing/acme-connector.ts'
import { openServer } from '../testing/open-server.ts'
import { overHttp } from '../testing/over-http.ts'
import { turnOnNotifyingFlow } from '../testing/plain-connector.ts'
import { startPractice } from '../testing/practice.ts'
import { storedDeliveriesOf } from '../testing/stored-deliveries.ts'
import { startStub } from '../testing/stub-service.ts'
import { addFlow, turnOn } from '../testing/switch.ts'
import { waitFor } from '../testing/wait-for.ts'

/** Span in OTLP's JSON encoding, limited to the fields that the tests need. */
interface SentSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: { key: string; value: { stringValue?: string; intValue?: number } }[]
  links?: { traceId: string; spanId: string }[]
  status?: { code?: number }
}

/** Starts a collector that takes OTLP over HTTP. */
const startCollector = async () => {
  const received: { type: string; body: Buffer; path: string }[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', () => {
      const sent = Buffer.concat(chunks)
      const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent
      received.push({ type: request.headers['content-type'] ?? '', body, path: request.url ?? '' })
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const spans = (): SentSpan[] =>
    received.flatMap(({ body }) =>
      JSON.parse(body.toString()).resourceSpans.flatMap((resource: { scopeSpans: { spans: SentSpan[] }[] }) =>
        resource.scopeSpans.flatMap(scope => scope.spans)
      )
    )
  return { url: `http://127.0.0.1:${port}`, received, spans }
}

/**
 * Sets environment variables of this process, which the OpenTelemetry packages read themselves. They are
 * removed after the test.
 */
const setVariables = (variables: Record<string, string>): Record<string, string> => {
  const all = { OTEL_BSP_SCHEDULE_DELAY: '20', ...variables }
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value)
  return all
}
afterEach(() => void vi.unstubAllEnvs())

/** Starts a server with tracing and an active flow that posts each event to a service. */
const openTraced = async (variables: Record<string, string>) => {
  const heard: (string | undefined)[] = []
  const stub = await startStub(async (_asked, { headers }) => {
    heard.push(headers.traceparent?.toString())
    return { status: 200 }
  })
  onTestFinished(stub.stop)
  const server = await openServer({
    variables: { HOOKWRIGHT_OUTBOUND_ALLOW: stub.url, ...setVariables(variables) }
  })
  onTestFinished(server.remove)
  return { server, heard, ...(await turnOnNotifyingFlow(server.api, stub.url)) }
}

const attributeOf = ({ attributes }: SentSpan, key: string) =>
  attributes.find(one => one.key === key)?.value.stringValue

const senderTrace = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'
const senderSpan = 'bbbbbbbbbbbbbbbb'

test('a delivery, its run, cards and requests are one trace, which services and senders can join', async () => {
  const collector = await startCollector()
  const { server, heard, eventUrl, flowId } = await openTraced({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_SERVICE_NAME: 'hooks-of-acme'
  })
  const headers = { traceparent: `00-${senderTrace}-${senderSpan}-01` }
  await overHttp(eventUrl, { method: 'POST', body: '{}', headers })
  const [kept] = await storedDeliveriesOf(server.api, flowId, 1)
  const spans = await waitFor(collector.spans, seen => seen.some(({ name }) => name === 'run'))

  const named = (name: string): SentSpan => {
    const found = spans.find(span => span.name === name)
    if (found === undefined) throw new Error(`No span is named ${name}: ${spans.map(one => one.name)}`)
    return found
  }
  const [delivery, run, card, request] = [
    named('delivery'),
    named('run'),
    named('raw-request'),
    named('POST')
  ]
  const traceId = kept?.id.replaceAll('-', '')
  expect(
    spans.filter(span => [delivery, run, card, request].includes(span)).map(span => span.traceId)
  ).toEqual(Array.from({ length: 4 }, () => traceId))
  expect(delivery.parentSpanId ?? '').toBe('')
  expect(delivery.links).toMatchObject([{ traceId: senderTrace, spanId: senderSpan }])
  expect([run.parentSpanId, card.parentSpanId, request.parentSpanId]).toEqual([
    delivery.spanId,
    run.spanId,
    card.spanId
  ])
  expect(heard).toEqual([`00-${traceId}-${request.spanId}-01`])
  expect(attributeOf(run, 'hookwright.run.status')).toBe('succeeded')
  expect(attributeOf(card, 'hookwright.card.status')).toBe('succeeded')
  for (const { startTimeUnixNano, endTimeUnixNano } of [delivery, run, card, request]) {
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano))
  }
  const sent = collector.received.map(({ body }) => body.toString()).join('')
  expect(sent).toContain('hooks-of-acme')
  expect(sent).not.toContain('/told')
  expect(sent).not.toContain(eventUrl.split('/').at(-1))
})

test('a registration has a trace of its own, whose requests carry it', async () => {
  const collector = await startCollector()
  const practice = await startPractice()
  onTestFinished(practice.stop)
  const variables = setVariables({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json'
  })
  const server = await openServer({ variables: { HOOKWRIGHT_OUTBOUND_ALLOW: practice.url, ...variables } })
  onTestFinished(server.remove)
  const acme = await deployAcme(server.api, practice)
  const connectionId = await connectAcme(server.api, acme, practice.apiKey)
  await turnOn(server.api, await addFlow(server.api, 'Welcome', greetingFlow(acme, { connectionId })))
  const ofKind = (span: SentSpan) => attributeOf(span, 'hookwright.run.kind') === 'registration'
  const spans = await waitFor(collector.spans, seen => seen.some(ofKind))
  const run = spans.find(ofKind)
  expect(run?.parentSpanId ?? '').toBe('')
  expect(run?.traceId).toBe(run && attributeOf(run, 'hookwright.run.id')?.replaceAll('-', ''))
  const requests = spans.filter(({ traceId, name }) => traceId === run?.traceId && name === 'POST')
  expect(requests.length).toBeGreaterThan(0)
})

test('unsampled traces are not exported, and services get the flag', async () => {
  const collector = await startCollector()
  const { heard, eventUrl } = await openTraced({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_TRACES_SAMPLER: 'always_off'
  })
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  const [traceparent] = await waitFor(
    () => heard,
    seen => seen.length > 0
  )
  expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/)
  expect(collector.spans()).toEqual([])
})

test('by default spans are sent as protobuf', async () => {
  const collector = await startCollector()
  const { eventUrl } = await openTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  const received = await waitFor(
    () => collector.received,
    seen => seen.some(({ body }) => body.includes('raw-request'))
  )
  expect(received[0]).toMatchObject({ type: 'application/x-protobuf', path: '/v1/traces' })
})

test('a collector that is away stops neither runs nor the server', async () => {
  const { server, heard, eventUrl } = await openTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
  await overHttp(eventUrl, { method: 'POST', body: '{}' })
  await waitFor(
    () => heard,
    seen => seen.length === 1
  )
  await server.close()
})
