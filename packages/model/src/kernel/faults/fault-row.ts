/** A row of the table of faults. */
export interface FaultRow {
  /** The HTTP status that answers it. */
  http: number
  /** Sentence about what happened, why, and what to do; {names} are placeholders for details. */
  sentence: string
}
