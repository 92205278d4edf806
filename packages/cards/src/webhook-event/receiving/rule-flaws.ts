import { problemsOfReceiving, Receiving } from '@hookwright/model'

/** Flaw of rules in a draft. */
export interface RuleFlaw {
  /** Its place: `verify.0.content`. */
  at: string
  message: string
  /** True for what cannot be saved at all; the rest is saved, and mended before the connector is deployed. */
  stops: boolean
}

/** Returns the flaws of a draft of rules; those that block saving come first. */
export const flawsOfRules = (
  draft: Receiving,
  fields: readonly { id: string; label: string }[]
): RuleFlaw[] => {
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
