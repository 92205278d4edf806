import type { Id } from '@hookwright/model'

/**
 * Claims of operations at services, such as registrations, by subscription. If there are several processes,
 * only the one with the claim carries out the operation. A single process has all claims.
 */
export interface ActStore {
  /**
   * Claims an operation for this process. Returns false while another process owns the claim. The claim of a
   * dead process can be taken over ten seconds after its last heartbeat.
   */
  claim(subscriptionId: Id): boolean | Promise<boolean>
  /** Releases a claim of this process. Nested claims end with the last release. */
  release(subscriptionId: Id): Promise<void>
  /**
   * Asks the process that has claimed the operation to cancel it. Returns false if no other process has a
   * claim.
   */
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
