import type { Id } from '@hookwright/model'
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace-base'

/** Known ids for a new span: its trace id and its own id. `spanId` is null when the span gets a random id. */
export interface KnownIds {
  traceId: string
  spanId: string | null
}

/**
 * Returns the trace id and span id of a delivery.
 *
 * The trace id is the delivery id (128 bits), the span id its last 64 bits. A run therefore finds its trace
 * without stored context, in another process or after a restart. A person can find the trace by the id shown
 * on a page.
 */
export const idsOfDelivery = (id: Id): { traceId: string; spanId: string } => {
  const traceId = id.replaceAll('-', '')
  return { traceId, spanId: traceId.slice(16) }
}

/**
 * Id generator with predetermined ids for the spans started in `startWith`, and random ids for all others.
 */
export interface IdSource {
  generator: IdGenerator
  startWith: <Span>(ids: KnownIds, start: () => Span) => Span
}

export const createIdSource = (): IdSource => {
  const random = new RandomIdGenerator()
  let known: KnownIds | null = null
  return {
    generator: {
      generateTraceId: () => known?.traceId ?? random.generateTraceId(),
      generateSpanId: () => known?.spanId ?? random.generateSpanId()
    },
    startWith: (ids, start) => {
      known = ids
      try {
        return start()
      } finally {
        known = null
      }
    }
  }
}

/**
 * Returns the span context in a `traceparent` header (W3C Trace Context, version 00). `null` if the header is
 * missing or invalid.
 */
export const parentIn = (
  headers: readonly string[]
): { traceId: string; spanId: string; traceFlags: number } | null => {
  const at = headers.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'traceparent')
  if (at < 0) return null
  const [, traceId = '', spanId = '', flags = ''] =
    /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-|$)/.exec(headers[at + 1] ?? '') ?? []
  if (/^0*$/.test(traceId) || /^0*$/.test(spanId)) return null
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 }
}

/** Returns the value of a `traceparent` header. */
export const traceparentOf = (params: { traceId: string; spanId: string; traceFlags: number }): string =>
  `00-${params.traceId}-${params.spanId}-${(params.traceFlags & 1) === 1 ? '01' : '00'}`
