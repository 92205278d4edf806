import type { Id } from '@hookwright/model'
import { type IdGenerator, RandomIdGenerator } from '@opentelemetry/sdk-trace-base'

/** Ids of a trace and, where it is known beforehand, of a span in it. */
export interface KnownIds {
  traceId: string
  spanId: string | null
}

/**
 * Returns the ids of a delivery's trace: its own 128 bits, and the last 64 of them for its span. A run thus finds its
 * trace without stored context, in another process or after a restart, and so does who reads the id on a page.
 */
export const idsOfDelivery = (id: Id): { traceId: string; spanId: string } => {
  const traceId = id.replaceAll('-', '')
  return { traceId, spanId: traceId.slice(16) }
}

/** Id generator that gives known ids to the spans started within a call, and random ones to all others. */
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

/** Returns the context in a `traceparent` header (W3C Trace Context, version 00); null for none or an invalid one. */
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
