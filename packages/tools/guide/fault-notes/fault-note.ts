/** Explanation that Help adds to the message of a fault. */
export interface FaultNote {
  /** Reasons why the fault occurs, in sentences. */
  why: string
  /** Advice, in sentences. Without it, Help uses the sentences after the first one of the fault's message. */
  fix?: string
}
