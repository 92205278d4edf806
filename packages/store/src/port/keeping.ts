import type { Delivery, Id, IncomingRequest, KeepingRules, Millis } from '@hookwright/model'
import type { RedactedPayload } from './deliveries.ts'

/** A small batch of a longer pass through stored data, so that deliveries never wait long. */
export interface Bite {
  /** Number of rows that were changed or deleted. */
  done: number
  /** Handed in as `after`, it goes on; null at the end. */
  next: string | null
}

/** Position of the next batch. */
export interface BiteOf {
  /** Applies to data stored before. */
  before: Millis
  after: string | null
}

/** Deliveries that are still needed and therefore stay, by what they wait for. */
export interface StillNeeded {
  /** Their first runs. */
  accepted: number
  /** The end of runs in progress. */
  open: number
  /** Somebody who looks after a run on hold. */
  onHold: number
}

/** Stored values of a flow, counted up to a number of deliveries and of runs. */
export interface KeptOfFlow {
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
export interface KeptSize {
  database: number
  /** Pages inside the database that are free for what comes. */
  free: number
  /** The log in front of it. */
  log: number
  /** The index of texts beside it, which can be made again. */
  index: number
  /** Bytes of bodies, traces and results; an estimate when there are many. */
  payloads: number
  traces: number
  deliveries: number
  runs: number
  isEstimate: boolean
}

/** Values of a flow that are being cleared; it goes on after a restart. */
export interface Clearing {
  flowId: Id
  /** Applies to data stored before. */
  before: Millis
  /** Number of deleted bodies and traces. */
  done: number
  after: string | null
}

/** A request that was kept before secrets of receiving rules were taken out of what is kept. */
export interface KeptRequest {
  delivery: Pick<Delivery, 'id' | 'subscriptionId' | 'contentType'>
  /** Null when it was erased; runs may remain. */
  arrival: IncomingRequest | null
}

/** A kept request without the secrets of its receiving rules. */
export interface ConcealedRequest {
  id: Id
  /** Null when it held none. */
  arrival: IncomingRequest | null
  sealedBody: Uint8Array | null
  /** Texts that are replaced by `mark` in the runs of the delivery. */
  secrets: string[]
  mark: string
}

export interface KeepingStore {
  /** Retention rules of the admin; null before they are set. */
  rules(): Promise<KeepingRules | null>
  setRules(rules: KeepingRules): Promise<void>
  /** Retention of a flow, also of a deleted one; null for an unknown flow. */
  ofFlow(flowId: Id): Promise<{ saveAll: boolean; redaction: string[] } | null>
  /** Throws `flow.gone`. */
  setRedaction(flowId: Id, paths: string[]): Promise<void>
  /**
   * Marks deliveries whose runs have not ended as ones that values are still to be taken out of, where a rule is in force
   * that came after them: nothing of them is found from then on.
   */
  markDue(after: string | null): Promise<Bite>
  /** Deliveries that still wait for values to be taken out of them, and have no open run; oldest first. */
  redactDue(limit: number): Promise<{ delivery: Delivery; arrival: IncomingRequest | null }[]>
  /** Takes values out of what arrived; nothing for a delivery that is gone, erased or has an open run. */
  redact(id: Id, redacted: RedactedPayload): Promise<void>
  /** Takes bodies, traces and results away, of all flows; what is open keeps them. */
  forgetValues(of: BiteOf): Promise<Bite>
  /**
   * Takes whole rows away: deliveries with their runs, runs of tests, attempts and closed cleanup entries of subscriptions
   * that are over, and counts of refused requests. What is open stays, and what belongs to a subscription that is not over.
   */
  forgetRows(of: BiteOf): Promise<Bite>
  /** Takes bodies, traces and results of one flow away. `needed` are those of this piece that had to stay. */
  clear(flowId: Id, of: BiteOf): Promise<Bite & { needed: StillNeeded }>
  /** Unfinished clearings, to continue after a restart. */
  clearings(): Promise<Clearing[]>
  noteClearing(clearing: Clearing): Promise<void>
  endClearing(flowId: Id): Promise<void>
  /** Throws `flow.gone`. */
  /**
   * Returns free space to the disk, where there is much of it and writing again what is left takes no longer than a moment.
   * Returns how many bytes those were.
   */
  shrink(): Promise<number>
  /** The next requests that may still hold secrets, oldest first; none once all were looked at. */
  unconcealed(): Promise<KeptRequest[]>
  /** Writes what became of all requests that `unconcealed` gave last, and goes on behind them. */
  conceal(requests: ConcealedRequest[]): Promise<void>
  /**
   * Overwrites what such requests left behind in free room, a piece at a time, once all were looked at. False when nothing
   * is left to do.
   */
  wipe(): Promise<boolean>
  measure(flowId: Id): Promise<KeptOfFlow>
  size(): Promise<KeptSize>
}
