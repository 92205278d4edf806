import { problemsOfReceiving, Receiving } from '@hookwright/model'

/** Validation error in a draft of receiving rules. */
export interface RuleError {
  /** Path of the invalid value: `verify.0.content`. */
  at: string
  message: string
  /**
   * True if the draft cannot be saved. Other errors can be saved, but must be fixed before the connector is
   * deployed.
   */
  stops: boolean
}

/** Returns the validation errors of a draft of rules. Errors that block saving come first. */
export const validateRules = (
  draft: Receiving,
  fields: readonly { id: string; label: string }[]
): RuleError[] => {
  const read = Receiving.safeParse(draft)
  const stopping = read.success
    ? []
    : read.error.issues.map(({ path, message }) => ({
        at: path.join('.'),
        // A rule without a sentence of its own is one that the form never breaks; what zod says of it is no sentence.
        message: message.endsWith('.') ? message : 'This value is invalid. Choose or enter another one.',
        stops: true
      }))
  const mending = problemsOfReceiving(draft, { connectionFields: fields }).map(({ path, message }) => ({
    at: path.join('.'),
    message,
    stops: false
  }))
  return [...stopping, ...mending]
}
