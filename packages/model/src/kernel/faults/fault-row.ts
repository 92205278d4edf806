/** Row of the fault table. */
export interface FaultRow {
  /** HTTP status of the response. */
  http: number
  /** Sentence that says what happened, why, and what to do. `{names}` are placeholders for details. */
  sentence: string
}
