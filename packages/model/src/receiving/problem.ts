/** Something to mend in a card's rules: where it stands in them, and a sentence. */
export interface ReceivingProblem {
  path: (string | number)[]
  message: string
}

/** What the rules refer to outside themselves. */
export interface ReceivingSurroundings {
  /** Secret and other fields of the connector's connection; not given, none is checked. */
  connectionFields?: readonly { id: string; label: string }[]
}
