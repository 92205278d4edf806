import type { HttpResponse } from '@hookwright/engine'
import { toFault } from '@hookwright/model'
import type { CallEnd } from './breaker.ts'

/** What an answer says of a service: it works, unless it says itself that it does not. */
export const endOfAnswer = ({ status }: Pick<HttpResponse, 'status'>): CallEnd =>
  status >= 500 ? 'failed' : 'answered'

/** What it says of a service that a request ended without an answer; null where that was not for the service. */
export const endOfFault = (thrown: unknown): CallEnd | null => {
  switch (toFault(thrown).code) {
    case 'http.timed-out':
      return 'timed-out'
    case 'http.no-answer':
      return 'failed'
    case 'http.answer-too-large':
      return 'answered'
    default:
      return null
  }
}
