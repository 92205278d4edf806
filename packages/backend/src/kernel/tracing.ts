import type { World } from '@hookwright/engine'
import type { Delivery, Id, Millis, Run, RunStatus } from '@hookwright/model'

/** Stored delivery, for its span. */
export interface TracedDelivery
  extends Pick<Delivery, 'id' | 'receivedAt' | 'method' | 'size' | 'subscriptionId'> {
  flowId: Id
  connectorId: Id
  isDuplicate: boolean
  /** Header lines of its request, which may name the span of the sender. */
  headers: string[]
  /** Time when it was durable. */
  storedAt: Millis
}

/** Span of a run in progress, with those of its cards and their requests. */
export interface RunTrace {
  told: NonNullable<World['told']>
  sending: NonNullable<World['sending']>
  end: (status: RunStatus) => void
}

/**
 * Spans of deliveries, runs, cards and requests, for a tracing system. A delivery and its runs share a trace, in
 * whatever process and however late they run.
 */
export interface Tracing {
  delivered: (delivery: TracedDelivery) => void
  /** Begins the span of a run, or of the part of a run after a wait. */
  beginRun: (
    run: Pick<Run, 'id' | 'kind' | 'deliveryId' | 'flowId' | 'recordIndex' | 'replayOf' | 'startedAt'>
  ) => RunTrace
}
