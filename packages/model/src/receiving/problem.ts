/** Problem in a card's receiving rules, with its path in the rules and a message. */
export interface ReceivingProblem {
  path: (string | number)[]
  message: string
}

/** Data outside the rules that is needed to check them. */
export interface ReceivingContext {
  /** Secret and other fields of the connector's connection. Absent to skip checks of these fields. */
  connectionFields?: readonly { id: string; label: string }[]
}
