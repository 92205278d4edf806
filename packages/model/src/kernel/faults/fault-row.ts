/** One row of the table of faults. */
export interface FaultRow {
  /** The HTTP status that answers it. */
  http: number
  /** What happened, why, and what to do; {names} stand for details. */
  sentence: string
}
