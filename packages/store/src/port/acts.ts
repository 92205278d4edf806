import type { Id } from '@hookwright/model'

/**
 * Locks on operations at services (registrations, deregistrations and so on), by subscription. With several
 * processes, only the owner of the lock carries out the operation. A single process owns all locks.
 */
export interface ActStore {
  /**
   * Claims an operation for this process. Returns false while another process owns the claim. The claim of a
   * dead process can be taken over ten seconds after its last heartbeat.
   */
  claim(subscriptionId: Id): boolean | Promise<boolean>
  /** Releases a claim of this process. Nested claims end with the last release. */
  release(subscriptionId: Id): Promise<void>
  /** Requests another process to cancel its operation. Returns false if no other process has one. */
  askToCancel(subscriptionId: Id): Promise<boolean>
  /**
   * Calls `cancel` when another process requests to cancel an operation of this process. Calls `left` with
   * operations of dead processes, repeatedly until they are claimed. Returns a function that stops listening.
   */
  listen(listeners: {
    cancel: (subscriptionId: Id) => void
    left: (subscriptionIds: Id[]) => void
  }): () => void
}
