import { shownUrl } from '@hookwright/backend/outbound'
import { Fault } from '@hookwright/model'
import { REFUSED_ADDRESS, REFUSED_PORT } from './guarded-connector.ts'
import { ANSWER_TOO_LARGE, MOST_BYTES } from './read-answer.ts'
import { codeOf, whyNoAnswer } from './why-no-answer.ts'

/**
 * Returns the fault for an error that occurred before a response was read. `begun` is true if any byte of the
 * request may have been sent.
 */
export const explainFailure = (
  thrown: unknown,
  params: { method: string; url: URL; begun: boolean; seconds: number; timedOut: boolean }
): Fault => {
  const { method, begun, seconds } = params
  const sent = begun ? 'maybe' : 'no'
  const url = shownUrl(params.url)
  if (thrown instanceof Fault) {
    return begun ? new Fault(thrown.code, { ...thrown.details, sent }, thrown) : thrown
  }
  if (params.timedOut) return new Fault('http.timed-out', { method, url, seconds, sent })
  switch (codeOf(thrown)) {
    case REFUSED_ADDRESS:
      return new Fault('http.refused-address', { host: params.url.hostname, origin: params.url.origin, sent })
    case REFUSED_PORT: {
      const { hostname: host, origin, port } = params.url
      return new Fault('http.refused-port', { host, origin, port, sent })
    }
    case ANSWER_TOO_LARGE:
      return new Fault('http.answer-too-large', { method, url, bytes: MOST_BYTES, sent })
    default:
      return new Fault('http.no-answer', { method, url, why: whyNoAnswer(thrown), sent }, thrown)
  }
}
