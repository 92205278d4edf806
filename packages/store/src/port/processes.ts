import type { Id, Millis } from '@hookwright/model'

/** Information about a process, which it stores for the page of processes. */
export interface ProcessFacts {
  /** Display name: host and process id. */
  name: string
  /** Version of its release. */
  version: string
  /** Roles of the process: the kinds of work that it does. */
  roles: string[]
}

/** Process that uses the database, with its last heartbeat. */
export interface StoredProcess extends ProcessFacts {
  id: string
  startedAt: Millis
  /** Time of the last heartbeat, by the clock of the database. */
  seenAt: Millis
  /** False if there was no heartbeat for ten seconds. */
  isAlive: boolean
  /** True for the current process. */
  isThis: boolean
}

/** Processes that share the database, and requests between them. A single process has no others. */
export interface ProcessStore {
  /** Returns the processes, oldest first. Empty if the database is used by a single process. */
  list(): Promise<StoredProcess[]>
  /** Returns true if another living process has claimed this key by `ActStore.claim`. */
  has(key: string): Promise<boolean>
  /**
   * Sends a message to the process that has claimed this key by `ActStore.claim`, and returns its response.
   * Returns null if no other living process has the claim. Throws `process.silent` after a timeout.
   */
  ask(key: string, message: string): Promise<string | null>
  /** Sends a message to all other processes, and returns the responses that arrive within a second. */
  askOthers(message: string): Promise<string[]>
  /** Sets the function that responds to other processes. Returns a function that removes it. */
  answer(respond: (message: string) => Promise<string>): () => void
  /** Notifies other processes of the progress of flows, outside of any commit. */
  tellProgress(flowIds: Id[]): void
  /**
   * Returns the time since this process last read other processes' changes; `null` if there are no other
   * processes.
   */
  changeLag(): Millis | null
  /**
   * Calls `gone` when it is possible to detect dead processes, and again after each death of a process. Stops
   * when `gone` returns true. Returns a function that stops it earlier.
   */
  onGone(gone: () => Promise<boolean>): () => void
}
