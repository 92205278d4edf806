/** Explanation that Help adds to the message of a fault. */
export interface FaultNote {
  /** Reasons why the fault occurs, in sentences. */
  why: string
  /**
   * Advice, in sentences. Without it, Help takes the advice from the fault's message: all sentences after the
   * first one.
   */
  fix?: string
}
