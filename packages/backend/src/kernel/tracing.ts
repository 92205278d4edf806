import type { RunEnvironment } from '@hookwright/engine'
import type { Delivery, Id, Millis, Run, RunStatus } from '@hookwright/model'

/** Stored delivery to record as a span. */
export interface TracedDelivery
  extends Pick<Delivery, 'id' | 'receivedAt' | 'method' | 'size' | 'subscriptionId'> {
  flowId: Id
  connectorId: Id
  isDuplicate: boolean
  /** Header lines of the request. They may contain the sender's trace context. */
  headers: string[]
  /** Time when the delivery became durable. */
  storedAt: Millis
}

/** Span of a run in progress, with the spans of its cards and their requests. */
export interface RunTrace {
  told: NonNullable<RunEnvironment['told']>
  sending: NonNullable<RunEnvironment['sending']>
  end: (status: RunStatus) => void
}

/**
 * Spans of deliveries, runs, cards and requests for a tracing system. A delivery and its runs share a trace,
 * across processes and over time.
 */
export interface Tracing {
  delivered: (delivery: TracedDelivery) => void
  /** Begins the span of a run. A run that waits gets another span when it resumes. */
  beginRun: (
    run: Pick<Run, 'id' | 'kind' | 'deliveryId' | 'flowId' | 'recordIndex' | 'replayOf' | 'startedAt'>
  ) => RunTrace
}
