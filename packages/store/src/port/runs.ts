import type {
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

/** Row of a run to be written, begun or finished. */
export interface RunRow extends Run {
  /** Trace; null when its values are not stored. */
  steps: Step[] | null
  result: Record<string, unknown> | null
}

/**
 * Finished run that overwrites the begun one. Without a start time, that of the begun one applies.
 */
export type FinishedRun = Pick<RunRow, 'id' | 'status' | 'finishedAt' | 'steps' | 'result'> &
  Partial<Pick<RunRow, 'startedAt'>>

/** Runs of a delivery. */
export interface RunsOfDelivery {
  /** First run of the delivery. */
  run: Run | null
  /** Runs of its records, counted up to a thousand; null without Run mode. */
  records: { all: number; succeeded: number; failed: number; cancelled: number; open: number } | null
  replays: number
  /**
   * True when any of its runs failed or is on hold, including those of records and replays, as in
   * the chart.
   */
  hasFailed: boolean
}

/** Child run of Run mode that waits for a slot. */
export interface QueuedRun {
  run: RunRow
  /** Record of the run. */
  record: Record<string, Json>
}

/** Run that is about to be queued, with the 16-byte hashed dedup key of its record. */
export interface KeyedRun extends QueuedRun {
  key?: Uint8Array
}

/** Treatment of a delivery's values after its last open run. A run on hold is open. */
export interface AfterLast {
  /** Deletes the payload, and the traces and results of all its runs. */
  erase: boolean
  /** Redacted payload that replaces the original. */
  redacted?: RedactedPayload
}

/** Run that another one begins, with its start values. It waits only for a slot. */
export interface BegunRunRow {
  run: RunRow
  /** Start values, sealed because they may contain secrets. */
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
   * Writes the finished first run of a stored delivery on the hot path and makes the delivery `done`, in a
   * commit that others share. The run is of no record and no replay; `begun` means
   * that an effect has begun its row. As with every end of a run, its journal is deleted; that of a
   * waiting run or one on hold stays. `alert` reports one on hold. Ends the claim. Throws
   * `delivery.gone`, `flow.gone`, `subscription.gone`.
   */
  finishFirst(run: RunRow, params: AfterLast & Claimed & { begun: boolean; alert?: NewAlert }): Promise<void>
  /**
   * Writes the finished run of a prologue, makes the delivery `done`, and queues a run for each
   * record, in one commit. Records with a known key are skipped. Returns the queued runs. Without
   * any, this was the last run. `woken` as below.
   */
  spread(
    run: RunRow,
    children: KeyedRun[],
    params: Partial<AfterLast> & Claimed & { begun: boolean; woken?: boolean }
  ): Promise<QueuedRun[]>
  /**
   * Writes the end of a begun or queued run. `rest` ends the queued runs of its delivery in the
   * same commit, except the named ones and those that have begun an effect, which are in progress.
   * `alert` as above. `woken` means that it waited; one that no longer waits is unchanged and
   * throws `run.not-suspended`. Throws `run.gone`, too.
   */
  finish(
    run: FinishedRun,
    params: AfterLast &
      Claimed & { rest?: { status: RunStatus; but: Id[] }; alert?: NewAlert; woken?: boolean }
  ): Promise<void>
  /**
   * Writes the row of a run before it is finished: a test, a ping, a replay. Also stores the
   * progress of its series, which has begun one replay more. Throws `replays.gone` when the series
   * was stopped, or another process has begun that replay, and `delivery.cannot-replay` for a replay
   * while another run of its delivery is in progress.
   */
  begin(run: RunRow, series?: ReplaySeries): Promise<void>
  /**
   * Ends the interrupted runs that nothing resumes: those without a delivery and without a running
   * attempt.
   */
  endInterrupted(params: { at: Millis; fault: FaultData }): Promise<void>
  /**
   * Returns interrupted replays of deliveries, in the order of their beginning, with the counted
   * starts of their deliveries.
   */
  interruptedReplays(): Promise<{ run: RunRow; starts: number }[]>
  /**
   * Returns queued children in order, of one delivery or of all subscriptions whose deliveries are
   * run.
   */
  queued(filter: { deliveryId?: Id; limit: number }): Promise<QueuedRun[]>
  /**
   * Returns deliveries with queued children, in the order of their first ones, of one subscription
   * or of all whose deliveries are run. Omits orders locked by a waiting run. Includes the starts
   * counted since the last end.
   */
  spreading(filter: {
    subscriptionId?: Id
  }): Promise<{ deliveryId: Id; subscriptionId: Id; starts: number; orderKey: string | null }[]>
  find(id: Id): Promise<RunRow | null>
  /**
   * Lists runs, newest first. A filter beyond `scope` and `deliveryId` scans like that of
   * deliveries.
   */
  list(filter: RunFilter): Promise<Page<Run>>
  /** Returns the runs of these deliveries by delivery id, without deliveries that have none. */
  ofDeliveries(ids: Id[]): Promise<Map<Id, RunsOfDelivery>>
  /**
   * Returns what the start cards of these runs output, by run id: short texts and numbers. Only of
   * runs that have ended, since values of others may still have to be redacted.
   */
  startOutputs(ids: Id[]): Promise<Map<Id, Record<FieldId, string | number>>>
  /** Returns true while a run of a delivery is queued, running or waiting. */
  hasOpen(deliveryId: Id): Promise<boolean>
  /**
   * Returns the runs of the same flow that were written just before and just after a run; for a
   * maker's flow, of the same subscription.
   */
  beside(id: Id): Promise<{ previous: Id | null; next: Id | null }>
  /**
   * Returns the rows of a run's journal, by path key. An intent without a result has `result:
   * null`.
   */
  journalOf(id: Id): Promise<Map<string, { safe: boolean; result: Json | null }>>
  /**
   * Records an effect that is about to be sent, with the earlier draws. Begins the run's row when
   * it has none.
   */
  intend(
    run: RunRow,
    entry: Claimed & { key: string; safe: boolean; draws: { key: string; result: Json }[] }
  ): Promise<void>
  /**
   * Records the end of an effect. Begins the run's row when it has none, and creates the runs that
   * the effect begins in the same commit. Throws `run.calls-too-deep`, `run.too-many-calls`.
   */
  record(
    run: RunRow,
    entry: Claimed & { key: string; safe: boolean; result: Json },
    begun?: { runs: BegunRunRow[]; most: MostCalls }
  ): Promise<void>
  /** Returns the run that began this one, or null, and the runs that it began, oldest first. */
  callsOf(id: Id): Promise<{ caller: Run | null; called: Run[] }>
  /**
   * Returns the delivery from which a chain of begun runs originates; its id is null when it is no
   * longer known. Null for a run that no other began.
   */
  comesOf(id: Id): Promise<{ deliveryId: Id | null } | null>
}

/** Delivery of a series, with the revision of its frozen draft, if it runs on that. */
export interface SeriesDelivery {
  id: Id
  subscriptionId: Id
  draftId?: Id
}

/** Series of replays, stored so that they continue after a restart. */
export interface ReplaySeriesStore {
  /**
   * Stores a new series with its deliveries, in replay order. Throws `replays.under-way` while one of
   * its flows is in a running series.
   */
  add(series: ReplaySeries, deliveries: SeriesDelivery[]): Promise<void>
  /**
   * Stores the progress of a series, unless that has ended. An ended one keeps no deliveries.
   */
  keep(series: ReplaySeries): Promise<void>
  /** Stops a running series. Does nothing for an ended one. Throws `replays.gone`. */
  stop(id: Id, at: Millis): Promise<void>
  /** Returns all series, oldest first. */
  list(): Promise<ReplaySeries[]>
  /** Returns all series, oldest first, with the deliveries of running ones. */
  all(): Promise<{ series: ReplaySeries; deliveries: SeriesDelivery[] }[]>
  forget(id: Id): Promise<void>
}
