import type { Delivery, Id, IncomingRequest, KeepingRules, Millis } from '@hookwright/model'
import type { RedactedPayload } from './deliveries.ts'

/** Small batch of a longer pass through stored data, so that deliveries never wait long. */
export interface BatchResult {
  /** Number of rows that were changed or deleted. */
  done: number
  /** Cursor of the next batch, for `after`; null at the end. */
  next: string | null
}

/** Position of the next batch. */
export interface BatchRequest {
  /** Limits the batch to data stored before this time. */
  before: Millis
  after: string | null
}

/** Deliveries that are still needed and therefore stay, by reason. */
export interface StillNeeded {
  /** Number of deliveries that wait for their first runs. */
  accepted: number
  /** Number of deliveries with runs in progress. */
  open: number
  /** Number of deliveries with a run on hold. */
  onHold: number
}

/** Stored values of a flow, counted up to a number of deliveries and of runs. */
export interface StoredCounts {
  deliveries: number
  /** Size of stored deliveries. */
  bytes: number
  runs: number
  /** Size of traces and results. */
  traceBytes: number
  needed: StillNeeded
  /** True when there are more than were counted. */
  more: boolean
}

/** Size of a file on the disk, in bytes. */
export interface StoredSize {
  database: number
  /** Free pages inside the database. */
  free: number
  /** Write-ahead log. */
  log: number
  /** Text index in its own file, which can be rebuilt. */
  index: number
  /** Bytes of bodies, traces and results; an estimate when there are many. */
  payloads: number
  traces: number
  deliveries: number
  runs: number
  isEstimate: boolean
  /** Number of deliveries and runs that the text index has not reached; absent without an index. */
  unindexed?: number
}

/** Clearing of a flow's values in progress. Continues after a restart. */
export interface Clearing {
  flowId: Id
  /** Limits the clearing to data stored before this time. */
  before: Millis
  /** Number of deleted bodies and traces. */
  done: number
  after: string | null
}

/** Request stored by an older release, before secrets of receiving rules were redacted. */
export interface UnredactedRequest {
  delivery: Pick<Delivery, 'id' | 'subscriptionId' | 'contentType'>
  /** Request; null when it was deleted, although runs may remain. */
  arrival: IncomingRequest | null
}

/** Stored request without the secrets of its receiving rules. */
export interface ConcealedRequest {
  id: Id
  /** Redacted request; null when it contained none. */
  arrival: IncomingRequest | null
  sealedBody: Uint8Array | null
  /** Texts that are replaced by `mark` in the runs of the delivery. */
  secrets: string[]
  mark: string
}

export interface KeepingStore {
  /** Returns the retention rules of the admin; null before they are set. */
  rules(): Promise<KeepingRules | null>
  setRules(rules: KeepingRules): Promise<void>
  /** Returns the retention of a flow, even of a deleted one; null for an unknown flow. */
  ofFlow(flowId: Id): Promise<{ saveAll: boolean; redaction: string[] } | null>
  /** Sets the redacted paths of a flow. Throws `flow.gone`. */
  setRedaction(flowId: Id, paths: string[]): Promise<void>
  /**
   * Marks open deliveries for redaction if a newer rule applies to them. Searches no longer find
   * their values.
   */
  markDue(after: string | null): Promise<BatchResult>
  /** Returns deliveries that are marked for redaction and have no open run, oldest first. */
  redactDue(limit: number): Promise<{ delivery: Delivery; arrival: IncomingRequest | null }[]>
  /**
   * Replaces a delivery's request by a redacted one. Does nothing for a missing or deleted request,
   * or with an open run.
   */
  redact(id: Id, redacted: RedactedPayload): Promise<void>
  /** Deletes bodies, traces and results of all flows. Open deliveries and runs keep them. */
  forgetValues(of: BatchRequest): Promise<BatchResult>
  /**
   * Deletes whole rows: deliveries with their runs, test runs, attempts and closed cleanup entries
   * of ended subscriptions, and counts of refused requests. Open items stay, as do those of
   * subscriptions that have not ended.
   */
  forgetRows(of: BatchRequest): Promise<BatchResult>
  /**
   * Deletes bodies, traces and results of one flow. `needed` counts those of this batch that had to
   * stay.
   */
  clear(flowId: Id, of: BatchRequest): Promise<BatchResult & { needed: StillNeeded }>
  /** Unfinished clearings, to continue after a restart. */
  clearings(): Promise<Clearing[]>
  noteClearing(clearing: Clearing): Promise<void>
  endClearing(flowId: Id): Promise<void>
  /** Throws `flow.gone`. */
  /**
   * Returns free space to the file system if there is much of it and rewriting the rest is quick.
   * Returns the number of bytes.
   */
  shrink(): Promise<number>
  /**
   * Returns the next requests that may contain secrets, oldest first. Empty once all were checked.
   */
  unconcealed(): Promise<UnredactedRequest[]>
  /** Writes the results for all requests of the last `unconcealed`, and moves on to the next. */
  conceal(requests: ConcealedRequest[]): Promise<void>
  /**
   * Overwrites the free space left by such requests, a piece at a time, once all were checked.
   * Returns false when nothing is left to do.
   */
  wipe(): Promise<boolean>
  measure(flowId: Id): Promise<StoredCounts>
  size(): Promise<StoredSize>
}
