import type { EventAnswer } from '../subscription-cache/answers.ts'

/** Result of the preflight of a request, before its body is read. An Event URL and a test endpoint each make one. */
export type Preflight = { is: 'answered'; answer: EventAnswer } | ExpectedBody

/** The body may be read, up to this number of bytes. */
export interface ExpectedBody {
  is: 'expected'
  most: number
  /**
   * Judges the request by its body and answers it. Resolves as `kept` only when bytes, headers and time are durable. Throws
   * `storage.failed`: nothing was kept.
   */
  accept: (body: Uint8Array) => EventAnswer | Promise<EventAnswer>
  /** The body is larger than that. */
  tooLarge: () => EventAnswer
  /** Response when there is no room for the body at the moment. */
  overloaded: () => EventAnswer
}
