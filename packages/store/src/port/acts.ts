import type { Id } from '@hookwright/model'

/**
 * Acts at services that are under way, by subscription: which process carries them out. A process
 * that has all data to itself carries out all.
 */
export interface ActStore {
  /**
   * Claims an act for this process. Returns false while another process has it. The claim of a process that
   * is gone is taken over, ten seconds after its last heartbeat.
   */
  claim(subscriptionId: Id): boolean | Promise<boolean>
  /** Ends a claim of this process. An act that was claimed several times ends with the last. */
  release(subscriptionId: Id): Promise<void>
  /** Asks the other process that has an act to cancel it. Returns false when there is none. */
  askToCancel(subscriptionId: Id): Promise<boolean>
  /**
   * Calls `cancel` when another process asks to cancel an act of this one, and `left` with acts of
   * processes that have ended, repeatedly until they are claimed. Returns a function that stops
   * listening.
   */
  listen(listeners: {
    cancel: (subscriptionId: Id) => void
    left: (subscriptionIds: Id[]) => void
  }): () => void
}
