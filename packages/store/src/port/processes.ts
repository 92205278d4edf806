import type { Id, Millis } from '@hookwright/model'

/** Facts that a process says of itself, for the page that lists the processes. */
export interface ProcessFacts {
  /** Name by which a person finds it: host and process id. */
  name: string
  /** Version of its release. */
  version: string
  /** Tasks that it does. */
  roles: string[]
}

/** Process that has the data open, as last heard. */
export interface StoredProcess extends ProcessFacts {
  id: string
  startedAt: Millis
  /** Last sign of life, by the clock of the database. */
  seenAt: Millis
  /** False once it was not heard of for ten seconds. */
  isAlive: boolean
  /** True for the process that is asked. */
  isThis: boolean
}

/**
 * Processes that have the data open, which can ask each other for what only one of them has in
 * memory. A process that has all data to itself knows of no others.
 */
export interface ProcessStore {
  /** Returns the processes, the oldest first. Empty where one process has the data to itself. */
  list(): Promise<StoredProcess[]>
  /** Returns true when another living process has claimed a key of `acts`. */
  has(key: string): Promise<boolean>
  /**
   * Asks the process that has claimed a key of `acts` and returns its answer. Null when no other
   * living process has it. Throws `process.silent` when it does not answer in time.
   */
  ask(key: string, message: string): Promise<string | null>
  /** Asks all other processes, and returns the answers that have come after a second. */
  askOthers(message: string): Promise<string[]>
  /** Sets the function that answers other processes. Returns one that ends it. */
  answer(respond: (message: string) => Promise<string>): () => void
  /** Tells other processes of the progress of flows, which no commit tells. */
  tellProgress(flowIds: Id[]): void
  /**
   * Calls `gone` once processes that are gone can be told from those that live, and again whenever
   * one is gone, until it returns true. Returns a function that ends it.
   */
  onGone(gone: () => Promise<boolean>): () => void
}
