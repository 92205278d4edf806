import type { FaultRow } from './fault-row.ts'

/** Faults of requests to services. */
export const requestFaults = {
  'http.status': {
    http: 502,
    sentence: '{method} {url} was answered with {status}: {said|body}'
  },
  'http.redirected': {
    http: 502,
    sentence:
      '{method} {url} was answered with {status}, a redirect to {location}, which is followed for GET and HEAD only. Enter the final URL in the card, or turn off “Fail on 4xx and 5xx” in the card.'
  },
  'http.error-in-body': {
    http: 502,
    sentence: '{method} {url} was answered with {status} and an error: {message}'
  },
  'http.url': { http: 409, sentence: 'The URL “{url}” cannot be used: {why}' },
  'http.header': { http: 409, sentence: 'The header “{name}” cannot be sent: {why}' },
  'http.refused-address': {
    http: 403,
    sentence:
      'The request was not sent because {host} is a private, loopback or link-local address. To allow it, add {origin} to HOOKWRIGHT_OUTBOUND_ALLOW and restart the server.'
  },
  'http.refused-port': {
    http: 403,
    sentence:
      'The request to {host} was not sent because port {port} is not allowed (only 443 for https and 80 for http). To allow it, add {origin} to HOOKWRIGHT_OUTBOUND_ALLOW and restart the server.'
  },
  'http.no-answer': { http: 502, sentence: '{method} {url} got no answer: {why}' },
  'http.held': { http: 503, sentence: '{method} {url} was not sent because {why}.' },
  'http.timed-out': { http: 504, sentence: '{method} {url} did not answer within {seconds} seconds.' },
  'http.answer-too-large': {
    http: 502,
    sentence: 'The response to {method} {url} was cut off because it has more than {bytes} bytes.'
  },
  'http.not-json': {
    http: 502,
    sentence:
      '{method} {url} was answered with {contentType} instead of JSON. Check that the URL is the one of the API.'
  },
  'http.host-not-allowed': {
    http: 403,
    sentence:
      'The credentials of this connection may not be sent to {host}. Add the host to the allowed hosts of the connector, or turn Authenticate off.'
  },
  'http.secret-not-allowed': {
    http: 403,
    sentence:
      'The request to {host} was not sent because it contains the value of a password field of the connection. Add the host to the allowed hosts of the connector, or remove the value from the card.'
  },

  'breaker.closed': {
    http: 409,
    sentence: 'Requests to {host} are no longer blocked. Check the results of its last requests.'
  }
} as const satisfies Record<string, FaultRow>
