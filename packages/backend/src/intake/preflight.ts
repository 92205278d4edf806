import type { EventAnswer } from '../subscription-cache/answers.ts'

/**
 * Result of checking a request before its body is read. Event URLs and test endpoints each
 * implement a preflight.
 */
export type Preflight = { is: 'answered'; answer: EventAnswer } | ExpectedBody

/** Permission to read the body, up to a number of bytes. */
export interface ExpectedBody {
  is: 'expected'
  most: number
  /**
   * Judges the request by its body and answers it. Resolves as `kept` only when bytes, headers and
   * time are durable. Throws `storage.failed` if nothing was stored.
   */
  accept: (body: Uint8Array) => EventAnswer | Promise<EventAnswer>
  /** Returns the answer for a body that exceeds the limit. */
  tooLarge: () => EventAnswer
  /** Returns the answer for when there is no room for the body. */
  overloaded: () => EventAnswer
}
