/** Problem in a card's receiving rules: its path in them and a sentence. */
export interface ReceivingProblem {
  path: (string | number)[]
  message: string
}

/** Context of the rules outside themselves. */
export interface ReceivingContext {
  /** Secret and other fields of the connector's connection. Absent to skip their check. */
  connectionFields?: readonly { id: string; label: string }[]
}
