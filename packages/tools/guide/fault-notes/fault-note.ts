/** Explanation that Help adds to the sentence of a fault. */
export interface FaultNote {
  /** Reasons for which it happens, in sentences. */
  why: string
  /** Advice, in sentences. Without it, the sentence of the fault gives it after its first one. */
  fix?: string
}
