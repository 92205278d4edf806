import type {
  CardId,
  FaultData,
  FieldId,
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
import type { Claimed } from './shared-work.ts'

/** Row of a run, before or after it is finished. */
export interface RunRow extends Run {
  /** Trace; null when its values are not stored. */
  steps: Step[] | null
  result: Record<string, unknown> | null
}

/**
 * End of a run, which overwrites the row written at its start. If `startedAt` is not given, the stored time
 * stays.
 */
export type FinishedRun = Pick<RunRow, 'id' | 'status' | 'finishedAt' | 'steps' | 'result'> &
  Partial<Pick<RunRow, 'startedAt'>>

/** Summary of a delivery's runs. */
export interface RunsOfDelivery {
  /** First run of the delivery. */
  run: Run | null
  /** Numbers of runs of its records, counted up to a thousand; `null` without Run mode. */
  records: { all: number; succeeded: number; failed: number; cancelled: number; open: number } | null
  replays: number
  /** True if any run failed or is on hold, including runs of records and replays. */
  hasFailed: boolean
}

/** Run of one record in Run mode that waits for a slot. */
export interface QueuedRun {
  run: RunRow
  /** Record that the run processes. */
  record: Record<string, Json>
}

/** Run of a record to be queued. It has the dedup key of the record as a 16-byte hash. */
export interface KeyedRun extends QueuedRun {
  key?: Uint8Array
}

/** Changes to a delivery's stored values after its last open run has ended. A run on hold counts as open. */
export interface AfterLast {
  /** True to delete the request, and the traces and results of all runs. */
  erase: boolean
  /** Redacted request that replaces the original. */
  redacted?: RedactedPayload
}

/** Run started by another run, with its start values. It only waits for a slot. */
export interface BegunRunRow {
  run: RunRow
  /** Start values, encrypted since they may contain secrets. */
  record: Record<string, Json>
  until: Millis
}

/**
 * Limits for runs that start other runs: how many may start each other in a chain, and how many there may be
 * in total.
 */
export interface MostCalls {
  depth: number
  runs: number
}

export interface RunStore {
  /**
   * Stores the finished first run of a delivery and changes the delivery to `done`. Hot path: commits are
   * shared. Not for runs of records and replays. `begun` means that an effect has already created the run's
   * row. Deletes the journal, unless the run waits or is on hold. `alert` reports a run on hold. Ends the
   * claim.
   * @throws `delivery.gone`, `flow.gone`, `subscription.gone`.
   */
  finishFirst(run: RunRow, params: AfterLast & Claimed & { begun: boolean; alert?: NewAlert }): Promise<void>
  /**
   * Stores the finished first part of a Run mode run and queues a run for each record, in one commit. The
   * delivery becomes `done`. Skips records with a known key. Returns the queued runs; if there are none, the
   * delivery has no further run. For `woken` see `finish`.
   */
  spread(
    run: RunRow,
    children: KeyedRun[],
    params: Partial<AfterLast> & Claimed & { begun: boolean; woken?: boolean }
  ): Promise<QueuedRun[]>
  /**
   * Stores the end of a run that was started or queued before. `rest` also ends the queued runs of its
   * delivery in the same commit, except those in `but` and those in progress. `alert` reports a run on hold.
   * `woken` means that the run waited before.
   * @throws `run.gone`; `run.not-suspended` if a woken run no longer waits.
   */
  finish(
    run: FinishedRun,
    params: AfterLast &
      Claimed & { rest?: { status: RunStatus; but: Id[] }; alert?: NewAlert; woken?: boolean }
  ): Promise<void>
  /**
   * Writes the row of a run at its start, for tests, pings and replays. For a replay of a series, also stores
   * the new progress of the series.
   * @throws `replays.gone` if the series was stopped or another process has started this replay;
   * `delivery.cannot-replay` if another run of the delivery is in progress.
   */
  begin(run: RunRow, series?: ReplaySeries): Promise<void>
  /** Ends interrupted runs that cannot be resumed: runs without a delivery and without a running attempt. */
  endInterrupted(params: { at: Millis; fault: FaultData }): Promise<void>
  /**
   * Returns interrupted replays of deliveries in order of their start, with the crash counters of their
   * deliveries.
   */
  interruptedReplays(): Promise<{ run: RunRow; starts: number }[]>
  /**
   * Returns queued runs of records in order: of one delivery, or of all subscriptions that run deliveries.
   */
  queued(filter: { deliveryId?: Id; limit: number }): Promise<QueuedRun[]>
  /**
   * Returns deliveries with queued runs of records, in order of their first queued run: of one subscription,
   * or of all that run deliveries. Omits order keys that are locked by a waiting run. `starts` is the crash
   * counter.
   */
  spreading(filter: {
    subscriptionId?: Id
  }): Promise<{ deliveryId: Id; subscriptionId: Id; starts: number; orderKey: string | null }[]>
  find(id: Id): Promise<RunRow | null>
  /**
   * Lists runs, newest first. Filters other than `scope` and `deliveryId` scan in the same way as the list of
   * deliveries.
   */
  list(filter: RunFilter): Promise<Page<Run>>
  /** Returns the runs of these deliveries, by delivery id. Omits deliveries without runs. */
  ofDeliveries(ids: Id[]): Promise<Map<Id, RunsOfDelivery>>
  /**
   * Returns the start card's outputs of these runs by run id, limited to short texts and numbers. Omits runs
   * that have not ended, since their values may still need redaction.
   */
  startOutputs(ids: Id[]): Promise<Map<Id, Record<FieldId, string | number>>>
  /**
   * Returns the last status of each card of these runs, by run id. Nested cards are left out, and so are runs
   * whose trace is not stored or long.
   */
  cardStatuses(ids: Id[]): Promise<Map<Id, Map<CardId, Step['status']>>>
  /** Returns true while a run of a delivery is queued, running or waiting. */
  hasOpen(deliveryId: Id): Promise<boolean>
  /**
   * Returns the runs before and after a run, among the runs of the same flow. For a maker's flow, only runs
   * of the same subscription count.
   */
  beside(id: Id): Promise<{ previous: Id | null; next: Id | null }>
  /**
   * Returns the journal entries of a run, by path key. `result` is null for an effect without a stored
   * result.
   */
  journalOf(id: Id): Promise<Map<string, { safe: boolean; result: Json | null }>>
  /**
   * Records an effect before it is sent, with the random values drawn before it. Creates the run's row if it
   * does not exist yet.
   */
  intend(
    run: RunRow,
    entry: Claimed & { key: string; safe: boolean; draws: { key: string; result: Json }[] }
  ): Promise<void>
  /**
   * Records the result of an effect. Creates the run's row if it does not exist yet, and the runs that the
   * effect starts, in the same commit. Throws `run.calls-too-deep`, `run.too-many-calls`.
   */
  record(
    run: RunRow,
    entry: Claimed & { key: string; safe: boolean; result: Json },
    begun?: { runs: BegunRunRow[]; most: MostCalls }
  ): Promise<void>
  /** Returns the run that started this run, or null, and the runs that this run started, oldest first. */
  childCallsOf(id: Id): Promise<{ caller: Run | null; called: Run[] }>
  /**
   * Returns the id of the delivery that started a chain of runs; the id is null if it is no longer known.
   * Returns null for a run that no other run has started.
   */
  rootDeliveryOf(id: Id): Promise<{ deliveryId: Id | null } | null>
}

/**
 * Delivery in a series of replays. If the series replays the draft, `draftId` is the revision that holds the
 * frozen draft.
 */
export interface SeriesDelivery {
  id: Id
  subscriptionId: Id
  draftId?: Id
}

/** Store of replay series, so that they continue after a restart. */
export interface ReplaySeriesStore {
  /**
   * Stores a new series with its deliveries, in replay order. Throws `replays.under-way` while one of
   * its flows is in a running series.
   */
  add(series: ReplaySeries, deliveries: SeriesDelivery[]): Promise<void>
  /**
   * Stores the progress of a series. Does nothing if it has ended. The deliveries of an ended series are
   * deleted.
   */
  keep(series: ReplaySeries): Promise<void>
  /** Stops a running series. Does nothing if it has ended. Throws `replays.gone`. */
  stop(id: Id, at: Millis): Promise<void>
  /** Returns all series, oldest first. */
  list(): Promise<ReplaySeries[]>
  /** Returns all series, oldest first, with the deliveries of running ones. */
  all(): Promise<{ series: ReplaySeries; deliveries: SeriesDelivery[] }[]>
  forget(id: Id): Promise<void>
}
