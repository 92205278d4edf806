/** What Help adds to the sentence of a fault. */
export interface FaultNote {
  /** Reasons for which it happens, in sentences. */
  why: string
  /** What to do, in sentences. Without it, the sentence of the fault says so after its first one. */
  fix?: string
}
