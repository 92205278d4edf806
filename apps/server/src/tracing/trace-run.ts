import type { RunTrace, Tracing } from '@hookwright/backend'
import { type Millis, type Step, type StepPath, toFault } from '@hookwright/model'
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace
} from '@opentelemetry/api'
import { type IdSource, idsOfDelivery, traceparentOf } from './trace-ids.ts'

type TracedRun = Parameters<Tracing['beginRun']>[0]

/**
 * Maximum number of card spans per run. Without it, a loop over many items would crowd out all other spans.
 */
const MOST_CARDS = 300

const keyOf = (path: StepPath): string => path.join('/')

/**
 * Returns the host of a request URL for its span; null for a relative URL. Path and query may contain
 * secrets.
 */
const hostOf = (url: string): string | null => (URL.canParse(url) ? new URL(url).host : null)

const carriesTrace = (headers: Record<string, string>): boolean =>
  Object.keys(headers).some(name => name.toLowerCase() === 'traceparent')

/** Returns the function that starts the trace of a run. */
export const createRunTraces = (params: {
  tracer: Tracer
  ids: IdSource
  clock: () => Millis
}): Tracing['beginRun'] => {
  const { tracer, ids, clock } = params

  /**
   * Starts the span of a run, as a child of its delivery's span or as a root span.
   *
   * A child is sampled if and only if the delivery's trace is.
   */
  const startRun = (run: TracedRun, startTime: Millis): Span => {
    const attributes = {
      'hookwright.run.id': run.id,
      'hookwright.run.kind': run.kind,
      'hookwright.flow.id': run.flowId,
      ...(run.deliveryId !== null && { 'hookwright.delivery.id': run.deliveryId }),
      ...(run.recordIndex !== null && { 'hookwright.record.index': run.recordIndex }),
      ...(run.replayOf !== null && { 'hookwright.replay_of': run.replayOf })
    }
    const options = { startTime, attributes, kind: SpanKind.INTERNAL }
    const { traceId, spanId } = idsOfDelivery(run.deliveryId ?? run.id)
    const root = (): Span =>
      ids.startWith({ traceId, spanId: null }, () => tracer.startSpan('run', { ...options, root: true }))
    if (run.deliveryId === null) return root()
    // Asks the sampler as the delivery did; a span that never ends is never sent.
    const { traceFlags } = root().spanContext()
    const parent = { traceId, spanId, traceFlags, isRemote: true }
    return tracer.startSpan('run', options, trace.setSpanContext(ROOT_CONTEXT, parent))
  }

  return (run): RunTrace => {
    const began = clock()
    const runSpan = startRun(run, began)
    const runContext = trace.setSpan(ROOT_CONTEXT, runSpan)
    const contexts = new Map<string, Context>()
    const open = new Map<Step, Span>()
    let cards = 0

    /** Returns the context of the nearest card with a span, or that of the run. */
    const contextAt = (path: StepPath): Context => {
      for (let length = path.length; length > 0; length--) {
        const found = contexts.get(keyOf(path.slice(0, length)))
        if (found !== undefined) return found
      }
      return runContext
    }

    const beginCard = (step: Step, cardType: string): void => {
      if (cards >= MOST_CARDS || !runSpan.isRecording()) return
      cards++
      const attributes = { 'hookwright.card.type': cardType, 'hookwright.card.path': keyOf(step.path) }
      const startTime = Math.max(began, run.startedAt + step.from)
      const span = tracer.startSpan(cardType, { startTime, attributes }, contextAt(step.path.slice(0, -1)))
      open.set(step, span)
      contexts.set(keyOf(step.path), trace.setSpan(ROOT_CONTEXT, span))
    }

    const endCard = (step: Step): void => {
      const span = open.get(step)
      open.delete(step)
      const to = run.startedAt + step.to
      // The steps before a wait had their spans then.
      if (span === undefined || to < began) return
      span.setAttribute('hookwright.card.status', step.status)
      if (step.fault !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: step.fault.code })
      span.end(to)
    }

    return {
      told: (step, moment, cardType = 'card') => {
        if (moment === 'begun') beginCard(step, cardType)
        else if (moment === 'ended') endCard(step)
      },
      sending: async (step, request, send) => {
        const { method, headers } = request
        const attributes = { 'http.request.method': method }
        const span = tracer.startSpan(method, { kind: SpanKind.CLIENT, attributes }, contextAt(step.path))
        const traceparent = traceparentOf(span.spanContext())
        try {
          const response = await send(
            carriesTrace(headers) ? request : { ...request, headers: { ...headers, traceparent } }
          )
          const host = hostOf(response.url ?? request.url)
          if (host !== null) span.setAttribute('server.address', host)
          span.setAttribute('http.response.status_code', response.status)
          if (response.status >= 400) span.setStatus({ code: SpanStatusCode.ERROR })
          return response
        } catch (thrown) {
          span.setStatus({ code: SpanStatusCode.ERROR, message: toFault(thrown).code })
          throw thrown
        } finally {
          span.end()
        }
      },
      end: status => {
        // Cards around one that waits have not ended.
        for (const step of open.keys()) endCard(step)
        runSpan.setAttribute('hookwright.run.status', status.is)
        if (status.is === 'failed')
          runSpan.setStatus({ code: SpanStatusCode.ERROR, message: status.fault.code })
        runSpan.end(clock())
      }
    }
  }
}
