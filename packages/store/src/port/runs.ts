import type {
  FaultData,
  Id,
  Json,
  Millis,
  NewAlert,
  ReplaySeries,
  Run,
  RunStatus,
  Step
} from '@hookwright/model'
import type { RedactedPayload } from './deliveries.ts'
import type { Page, RunFilter } from './lists.ts'

/** A run's row as it is written, begun or finished. */
export interface RunRow extends Run {
  /** The trace; null when its values are not to be kept. */
  steps: Step[] | null
  result: Record<string, unknown> | null
}

/** A finished run to be written over the begun one, which says when it began unless this does. */
export type FinishedRun = Pick<RunRow, 'id' | 'status' | 'finishedAt' | 'steps' | 'result'> &
  Partial<Pick<RunRow, 'startedAt'>>

/** Runs of a delivery. */
export interface RunsOfDelivery {
  /** Its first run. */
  run: Run | null
  /** The runs for its records, counted up to a thousand; null without Run mode. */
  records: { all: number; succeeded: number; failed: number; cancelled: number; open: number } | null
  replays: number
  /** True when any of its runs failed or is on hold, those of its records and replays included, as in the chart. */
  hasFailed: boolean
}

/** A child run of Run mode that waits for its turn. */
export interface QueuedRun {
  run: RunRow
  /** The record that it is for. */
  record: Record<string, Json>
}

/** Run that is about to be queued, with the dedup key of its record: 16 bytes of a hash. */
export interface KeyedRun extends QueuedRun {
  key?: Uint8Array
}

/** Fate of a delivery's values after its last open run; a run on hold is open. */
export interface AfterLast {
  /** Deletes the payload, and the traces and results of all its runs. */
  erase: boolean
  /** Redacted payload that replaces the original. */
  redacted?: RedactedPayload
}

/** A run that another one begins: it waits for no more than its turn, and keeps what its flow is given. */
export interface BegunRunRow {
  run: RunRow
  /** Sealed, since it may hold secrets. */
  record: Record<string, Json>
  until: Millis
}

/** Limits of runs that a run may begin: depth of the chain and total number. */
export interface MostCalls {
  depth: number
  runs: number
}

export interface RunStore {
  /**
   * The hot path: writes a delivery's finished first run, which is of no record and no replay, and makes the delivery
   * `done`, in the commit that the next deliveries share; `begun` says that an effect has begun its row. As with every end of a run, its journal is no longer needed and goes; that of a onHold or waiting run stays. `alert` tells
   * of one that is on hold. Throws
   * `delivery.gone`, `flow.gone`, `subscription.gone`.
   */
  finishFirst(run: RunRow, given: AfterLast & { begun: boolean; alert?: NewAlert }): Promise<void>
  /**
   * The prologue's finished run, the delivery `done`, and a queued run for each record, in one commit. A record whose key
   * came to its flow before is left out; returns those that are queued. It is the last one when that is none. `woken` as
   * below.
   */
  spread(
    run: RunRow,
    children: KeyedRun[],
    given: Partial<AfterLast> & { begun: boolean; woken?: boolean }
  ): Promise<QueuedRun[]>
  /**
   * Writes the end of a begun or queued run. `rest` ends the queued runs of its delivery in the same commit, without
   * those named, which are in progress, and those that have begun an effect: they begin as they end. `alert` as above;
   * `woken` says that it waited, and one that no longer waits is left as it is: `run.not-suspended`. Throws `run.gone`,
   * too.
   */
  finish(
    run: FinishedRun,
    given: AfterLast & { rest?: { status: RunStatus; but: Id[] }; alert?: NewAlert; woken?: boolean }
  ): Promise<void>
  /** A run that is begun before it is finished: a test, a ping, a replay. The series that it is of comes further with it. */
  begin(run: RunRow, series?: ReplaySeries): Promise<void>
  /** Ends the runs that a stop interrupted and that nothing takes up: those of no delivery and of no running attempt. */
  endInterrupted(given: { at: Millis; fault: FaultData }): Promise<void>
  /** Replays of deliveries that a stop interrupted, the first begun first, with the starts counted of their deliveries. */
  interruptedReplays(): Promise<{ run: RunRow; starts: number }[]>
  /** Queued children in order, of one delivery or of all subscriptions whose deliveries are run. */
  queued(filter: { deliveryId?: Id; limit: number }): Promise<QueuedRun[]>
  /**
   * Deliveries with queued children, in the order of their first ones, of one subscription or of all: of those whose
   * deliveries are run, and in whose order no run that waits keeps its turn. With the starts that were counted since
   * the last one ended.
   */
  spreading(filter: {
    subscriptionId?: Id
  }): Promise<{ deliveryId: Id; subscriptionId: Id; starts: number; orderKey: string | null }[]>
  find(id: Id): Promise<RunRow | null>
  /** Newest first. A filter beyond `scope` and `deliveryId` looks back as that of deliveries does. */
  list(filter: RunFilter): Promise<Page<Run>>
  /** Runs of these deliveries by delivery id, without deliveries that have none. */
  ofDeliveries(ids: Id[]): Promise<Map<Id, RunsOfDelivery>>
  /** Returns true while a run of a delivery is queued, running or waiting. */
  hasOpen(deliveryId: Id): Promise<boolean>
  /** The runs of the same flow that were written just before and just after a run; of a maker's flow, for the same subscription. */
  beside(id: Id): Promise<{ previous: Id | null; next: Id | null }>
  /** The journal's rows of a run, by path key; an intent without a result has `result: null`. */
  journalOf(id: Id): Promise<Map<string, { safe: boolean; result: Json | null }>>
  /** An effect is about to be sent, with the draws made before it; begins the run's row when it has none. */
  intend(
    run: RunRow,
    entry: { key: string; safe: boolean; draws: { key: string; result: Json }[] }
  ): Promise<void>
  /**
   * An effect has ended; begins the run's row when it has none. The runs that it begins are there from the same commit on.
   * Throws `run.calls-too-deep`, `run.too-many-calls`.
   */
  record(
    run: RunRow,
    entry: { key: string; safe: boolean; result: Json },
    begun?: { runs: BegunRunRow[]; most: MostCalls }
  ): Promise<void>
  /** Run that began this one, or null, and the runs that it began, oldest first. */
  callsOf(id: Id): Promise<{ caller: Run | null; called: Run[] }>
  /**
   * The delivery that a run comes of which another run began, however many lie between; its id is null when it is no
   * longer known. Null for a run that no other began.
   */
  comesOf(id: Id): Promise<{ deliveryId: Id | null } | null>
}

/** A delivery of a series, and the revision that its draft was kept as, if it is run on that. */
export interface SeriesDelivery {
  id: Id
  subscriptionId: Id
  draftId?: Id
}

/** Series of replays, so that they go on after a restart. */
export interface ReplaySeriesStore {
  /** Keeps a new series with its deliveries, in the order in which they are run again. */
  add(series: ReplaySeries, deliveries: SeriesDelivery[]): Promise<void>
  /** Keeps how far one has come. One that no longer runs keeps no deliveries. */
  keep(series: ReplaySeries): Promise<void>
  /** All of them, the oldest first, with the deliveries of those that are running. */
  all(): Promise<{ series: ReplaySeries; deliveries: SeriesDelivery[] }[]>
  forget(id: Id): Promise<void>
}
