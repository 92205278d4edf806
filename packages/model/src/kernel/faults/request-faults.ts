import type { FaultRow } from './fault-row.ts'

/** Faults of what is asked of services. */
export const requestFaults = {
  'http.status': {
    http: 502,
    sentence: '{method} {url} was answered with {status}: {said|body}'
  },
  'http.redirected': {
    http: 502,
    sentence:
      '{method} {url} was answered with {status}, a redirect to {location}; what may change something is not sent elsewhere, so it may not have been done. Write the address that it is to go to into the card, or switch off that the card fails on errors.'
  },
  'http.url': { http: 409, sentence: 'The URL “{url}” cannot be used: {why}' },
  'http.header': { http: 409, sentence: 'The header “{name}” cannot be sent: {why}' },
  'http.refused-address': {
    http: 403,
    sentence:
      'The address {host} is private, loopback or link-local, so the request was not sent; if it is meant, add {origin} to HOOKWRIGHT_OUTBOUND_ALLOW and restart the server.'
  },
  'http.refused-port': {
    http: 403,
    sentence:
      'Only ports 443 (https) and 80 (http) may be called, so the request to {host} at port {port} was not sent; if it is meant, add {origin} to HOOKWRIGHT_OUTBOUND_ALLOW and restart the server.'
  },
  'http.no-answer': { http: 502, sentence: '{method} {url} got no answer: {why}' },
  'http.held': { http: 503, sentence: '{method} {url} was not sent, since {why}.' },
  'http.timed-out': { http: 504, sentence: '{method} {url} did not answer within {seconds} seconds.' },
  'http.answer-too-large': {
    http: 502,
    sentence: '{method} {url} answered with more than {bytes} bytes, so it was cut off.'
  },
  'http.not-json': {
    http: 502,
    sentence:
      '{method} {url} was answered with {contentType} instead of JSON; look at whether the URL is the one of the API.'
  },
  'http.host-not-allowed': {
    http: 403,
    sentence:
      'The credentials of this connection may not be sent to {host}; add the host to the allowed hosts of the connector or switch Authenticate off.'
  },
  'http.secret-not-allowed': {
    http: 403,
    sentence:
      'The request to {host} was not sent because it holds the value of a password field of the connection. Add the host to the allowed hosts of the connector, or take the value out of the card.'
  },

  'breaker.closed': {
    http: 409,
    sentence: '{host} is called already; look at how its last calls came out.'
  }
} as const satisfies Record<string, FaultRow>
