import type { Id, Millis } from '@hookwright/model'

/** Facts that a process publishes about itself, for the page that lists the processes. */
export interface ProcessFacts {
  /** Name by which a person finds it: host and process id. */
  name: string
  /** Version of its release. */
  version: string
  /** Tasks that it does. */
  roles: string[]
}

/** Process that has the data open, by its last heartbeat. */
export interface StoredProcess extends ProcessFacts {
  id: string
  startedAt: Millis
  /** Last sign of life, by the clock of the database. */
  seenAt: Millis
  /** False without a heartbeat for ten seconds. */
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
  /** Notifies other processes of the progress of flows, which is not part of a commit. */
  tellProgress(flowIds: Id[]): void
  /** Returns the time since this process last read the changes of the others; null where there are no others. */
  changeLag(): Millis | null
  /**
   * Calls `gone` once dead processes can be told from live ones, and again whenever one dies, until it
   * returns true. Returns a function that ends it.
   */
  onGone(gone: () => Promise<boolean>): () => void
}
