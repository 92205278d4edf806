import type { Delivery, Id, IncomingRequest, KeepingRules, Millis } from '@hookwright/model'
import type { RedactedPayload } from './deliveries.ts'

/** Result of a small batch of a long job. Batches are small so that deliveries never wait long. */
export interface BatchResult {
  /** Number of rows that were changed or deleted. */
  done: number
  /** Cursor of the next batch, for `after`; null at the end. */
  next: string | null
}

/** Request for the next batch. */
export interface BatchRequest {
  /** Limits the batch to data stored before this time. */
  before: Millis
  after: string | null
}

/** Numbers of deliveries that were not deleted because they are still needed, by reason. */
export interface StillNeeded {
  /** Number of deliveries that wait for their first runs. */
  accepted: number
  /** Number of deliveries with runs in progress. */
  open: number
  /** Number of deliveries with a run on hold. */
  onHold: number
}

/** Sizes of a flow's stored values, counted up to a maximum number of deliveries and runs. */
export interface StoredCounts {
  deliveries: number
  /** Total size of stored requests, in bytes. */
  bytes: number
  runs: number
  /** Total size of traces and results, in bytes. */
  traceBytes: number
  needed: StillNeeded
  /** True if there is more data than was counted. */
  more: boolean
}

/** Sizes of the database files on disk, in bytes. */
export interface StoredSize {
  database: number
  /** Size of free pages inside the database. */
  free: number
  /** Size of the write-ahead log. */
  log: number
  /** Size of the text index, which has its own file and can be rebuilt. */
  index: number
  /** Size of bodies, traces and results. An estimate if there are many. */
  payloads: number
  traces: number
  deliveries: number
  runs: number
  isEstimate: boolean
  /** Number of deliveries and runs that are not yet in the text index. Absent without an index. */
  unindexed?: number
}

/** Job in progress that deletes a flow's values. Continues after a restart. */
export interface Clearing {
  flowId: Id
  /** Limits the clearing to data stored before this time. */
  before: Millis
  /** Number of deleted bodies and traces. */
  done: number
  after: string | null
}

/** Request stored by an older release that did not redact secrets of the receiving rules. */
export interface UnredactedRequest {
  delivery: Pick<Delivery, 'id' | 'subscriptionId' | 'contentType'>
  /** Request; `null` if it was deleted. Its runs may still exist. */
  arrival: IncomingRequest | null
}

/** Result of redacting the secrets of receiving rules in a stored request. */
export interface ConcealedRequest {
  id: Id
  /** Redacted request; `null` if it contained no secrets. */
  arrival: IncomingRequest | null
  sealedBody: Uint8Array | null
  /** Texts to replace by `mark` in the runs of the delivery. */
  secrets: string[]
  mark: string
}

export interface KeepingStore {
  /** Returns the retention rules set by an admin; `null` if they were never set. */
  rules(): Promise<KeepingRules | null>
  setRules(rules: KeepingRules): Promise<void>
  /** Returns the retention settings of a flow, even of a deleted flow; `null` for an unknown flow. */
  ofFlow(flowId: Id): Promise<{ saveAll: boolean; redaction: string[] } | null>
  /** Sets the redacted paths of a flow. Throws `flow.gone`. */
  setRedaction(flowId: Id, paths: string[]): Promise<void>
  /**
   * Marks open deliveries for redaction if newer rules apply to them. Searches then no longer find the
   * values.
   */
  markDue(after: string | null): Promise<BatchResult>
  /** Returns deliveries that are marked for redaction and have no open run, oldest first. */
  redactDue(limit: number): Promise<{ delivery: Delivery; arrival: IncomingRequest | null }[]>
  /**
   * Replaces the request of a delivery by a redacted one. Does nothing if the request was deleted or a run is
   * open.
   */
  redact(id: Id, redacted: RedactedPayload): Promise<void>
  /** Deletes the bodies, traces and results of all flows, except those of open deliveries and runs. */
  forgetValues(of: BatchRequest): Promise<BatchResult>
  /**
   * Deletes old rows: deliveries with their runs, test runs, attempts and closed cleanup entries of ended
   * subscriptions, and refusal counts. Keeps open items, and attempts and cleanup entries of subscriptions
   * that have not ended.
   */
  forgetRows(of: BatchRequest): Promise<BatchResult>
  /**
   * Deletes the bodies, traces and results of one flow. `needed` counts the items of this batch that were
   * kept.
   */
  clear(flowId: Id, of: BatchRequest): Promise<BatchResult & { needed: StillNeeded }>
  /** Returns unfinished clearing jobs, which continue after a restart. */
  clearings(): Promise<Clearing[]>
  noteClearing(clearing: Clearing): Promise<void>
  endClearing(flowId: Id): Promise<void>
  /**
   * Gives unused space of the database back to the file system, if there is a lot and it can be done quickly.
   * Returns the number of freed bytes.
   */
  shrink(): Promise<number>
  /** Returns the next stored requests that may contain secrets, oldest first. Empty if all were checked. */
  unconcealed(): Promise<UnredactedRequest[]>
  /**
   * Stores the results for all requests that `unconcealed` returned last. The next call of `unconcealed` then
   * returns the requests after them.
   */
  conceal(requests: ConcealedRequest[]): Promise<void>
  /**
   * Overwrites the free space that redacted requests left in the file, in small steps. Returns false if
   * nothing is left to do.
   */
  wipe(): Promise<boolean>
  measure(flowId: Id): Promise<StoredCounts>
  size(): Promise<StoredSize>
}
