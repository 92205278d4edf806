import type { HttpRequest } from '@hookwright/engine'
import { Fault, type Step } from '@hookwright/model'
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor
} from '@opentelemetry/sdk-trace-base'
import { expect, test } from 'vitest'
import { createIdSource, idsOfDelivery } from './trace-ids.ts'
import { createRunTraces } from './trace-run.ts'

const deliveryId = '01890a5d-ac96-774b-bcce-b302099a8057'

const run = {
  id: deliveryId,
  kind: 'flow' as const,
  deliveryId,
  flowId: 'f',
  recordIndex: null,
  replayOf: null,
  startedAt: 1_000_000
}

const step = (path: Step['path'], from: number, to: number): Step => ({ path, status: 'succeeded', from, to })

const request: HttpRequest = {
  method: 'POST',
  url: 'https://acme.example/secret-in-a-path?key=1',
  query: {},
  headers: {},
  body: null,
  authenticate: true,
  timeout: 1_000
}

/** Creates run traces with a clock that the test sets. Returns functions that find the ended spans. */
const open = () => {
  const ids = createIdSource()
  const exporter = new InMemorySpanExporter()
  const provider = new BasicTracerProvider({
    idGenerator: ids.generator,
    spanProcessors: [new SimpleSpanProcessor(exporter)]
  })
  const time = { now: run.startedAt }
  const beginRun = createRunTraces({ tracer: provider.getTracer('test'), ids, clock: () => time.now })
  const ended = (): ReadableSpan[] => exporter.getFinishedSpans()
  const named = (name: string): ReadableSpan[] => ended().filter(span => span.name === name)
  return { beginRun, time, ended, named }
}

const millisOf = ([seconds, nanos]: [number, number]): number => seconds * 1_000 + nanos / 1_000_000

test('a waiting run has a span for each part, and one span for each ended card', () => {
  const { beginRun, time, named, ended } = open()
  const first = beginRun(run)
  const before = step(['a'], 0, 5)
  first.told(before, 'begun', 'http')
  first.told(before, 'ended')
  const waiting = step(['b'], 5, 5)
  first.told(waiting, 'begun', 'wait-for')
  time.now += 10
  first.end({ is: 'waiting', until: 2_000_000, at: ['b'], waitsFor: { is: 'time', card: 'b' } })

  time.now += 900_000
  const second = beginRun(run)
  for (const [one, type] of [
    [before, 'http'],
    [step(['b'], 5, 900_010), 'wait-for'],
    [step(['c'], 900_010, 900_020), 'compose']
  ] as const) {
    second.told(one, 'begun', type)
    second.told(one, 'ended')
  }
  time.now += 20
  second.end({ is: 'succeeded' })

  expect(named('http')).toHaveLength(1)
  expect(named('compose')).toHaveLength(1)
  expect(named('run').map(({ attributes }) => attributes['hookwright.run.status'])).toEqual([
    'waiting',
    'succeeded'
  ])
  const { traceId, spanId } = idsOfDelivery(deliveryId)
  for (const span of ended()) expect(span.spanContext().traceId).toBe(traceId)
  for (const span of named('run')) expect(span.parentSpanContext?.spanId).toBe(spanId)
  for (const { startTime, endTime } of ended())
    expect(millisOf(endTime)).toBeGreaterThanOrEqual(millisOf(startTime))
})

test('a card in a block is a child of the card around it, and a failed one has its fault code', () => {
  const { beginRun, named } = open()
  const trace = beginRun(run)
  const outer = step(['each'], 0, 9)
  const inner = {
    ...step(['each', 0, 'post'], 1, 8),
    status: 'failed' as const,
    fault: new Fault('http.status').toData()
  }
  trace.told(outer, 'begun', 'for-each')
  trace.told(inner, 'begun', 'raw-request')
  trace.told(inner, 'ended')
  trace.told(outer, 'ended')
  trace.end({ is: 'failed', at: ['each'], fault: new Fault('http.status').toData() })
  expect(named('raw-request')[0]?.parentSpanContext?.spanId).toBe(named('for-each')[0]?.spanContext().spanId)
  expect(named('raw-request')[0]?.status).toMatchObject({ message: 'http.status' })
  expect(named('run')[0]?.status).toMatchObject({ message: 'http.status' })
})

test('a request carries a traceparent unless its card sets one, and its span has no path', async () => {
  const { beginRun, named, ended } = open()
  const trace = beginRun(run)
  const sent: HttpRequest[] = []
  const send = async (asked: HttpRequest) => {
    sent.push(asked)
    return { status: 404, headers: {}, body: '' }
  }
  const at = step(['post'], 0, 1)
  await trace.sending(at, request, send)
  const own = { ...request, headers: { TraceParent: 'of the card' } }
  await trace.sending(at, own, send)
  const failing = () => Promise.reject(new Fault('http.timed-out'))
  await expect(trace.sending(at, request, failing)).rejects.toMatchObject({ code: 'http.timed-out' })
  trace.end({ is: 'succeeded' })

  const [first, , third] = named('POST')
  const { traceId, spanId } = first?.spanContext() ?? {}
  expect(sent.map(({ headers }) => headers)).toEqual([
    { traceparent: `00-${traceId}-${spanId}-01` },
    { TraceParent: 'of the card' }
  ])
  expect(first?.attributes).toEqual({
    'http.request.method': 'POST',
    'server.address': 'acme.example',
    'http.response.status_code': 404
  })
  expect(third?.status).toMatchObject({ message: 'http.timed-out' })
  expect(JSON.stringify(ended().map(({ attributes }) => attributes))).not.toContain('secret')
})

test('a loop over many items records a limited number of spans', () => {
  const { beginRun, ended } = open()
  const trace = beginRun(run)
  for (let index = 0; index < 2_000; index++) {
    const one = step(['each', index, 'post'], index, index + 1)
    trace.told(one, 'begun', 'compose')
    trace.told(one, 'ended')
  }
  trace.end({ is: 'succeeded' })
  expect(ended()).toHaveLength(301)
})

test('a run without a delivery starts a trace with its own id', () => {
  const { beginRun, named } = open()
  const id = '01890a5d-ac96-774b-bcce-000000000001'
  beginRun({ ...run, id, deliveryId: null }).end({ is: 'succeeded' })
  expect(named('run')[0]?.spanContext().traceId).toBe(idsOfDelivery(id).traceId)
  expect(named('run')[0]?.parentSpanContext).toBeUndefined()
})
