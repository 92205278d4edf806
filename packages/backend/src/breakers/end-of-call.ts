import type { HttpResponse } from '@hookwright/engine'
import { toFault } from '@hookwright/model'
import type { CallEnd } from './breaker.ts'

/** Classifies an answer: the service works, unless the status says that it does not. */
export const endOfAnswer = ({ status }: Pick<HttpResponse, 'status'>): CallEnd =>
  status >= 500 ? 'failed' : 'answered'

/** Classifies a request without an answer; null where the service was not the cause. */
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
