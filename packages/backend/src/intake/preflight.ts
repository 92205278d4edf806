import type { EventAnswer } from '../subscription-cache/answers.ts'

/**
 * Result of checking a request before its body is read: an answer, or permission to read the body. Used for
 * Event URLs and test endpoints.
 */
export type Preflight = { is: 'answered'; answer: EventAnswer } | ExpectedBody

/** Permission to read the body, up to a maximum size. */
export interface ExpectedBody {
  is: 'expected'
  most: number
  /**
   * Judges the request with its body and answers it. An event is answered as accepted only once its body,
   * headers and time are durable. Throws `storage.failed` if nothing was stored.
   */
  accept: (body: Uint8Array) => EventAnswer | Promise<EventAnswer>
  /** Returns the answer for a body that exceeds the limit. */
  tooLarge: () => EventAnswer
  /** Returns the answer for a server with no room for the body. */
  overloaded: () => EventAnswer
}
