import type { FaultNote } from './fault-note.ts'

/** Notes on faults of requests to services. */
export const requestNotes: Record<string, FaultNote> = {
  'http.status': {
    why: 'The service answered with an error. 401 and 403: credentials or permissions. 404: the URL. 400 and 422: the data. 429: too many requests. 5xx: the service itself.',
    fix: 'Read the response of the service in the run. Correct the card or the connection, then replay the delivery. To handle errors in the flow, turn “Fail on 4xx and 5xx” off or put the card into If Error.'
  },
  'http.redirected': { why: 'Following a redirect with POST could send the data twice or to another place.' },
  'http.url': {
    why: 'The URL is incomplete, has credentials in it, or a mapped value is empty.',
    fix: 'Correct the URL on the card. A path such as `/users` needs a base URL in the authentication of the connector.'
  },
  'http.header': {
    why: 'The name or value has characters that a header cannot have, or the header is set by Hookwright.',
    fix: 'Correct or remove the header on the card.'
  },
  'http.refused-address': {
    why: 'Connectors could otherwise be used to reach services inside your network.'
  },
  'http.refused-port': { why: 'Ports other than those of the web are often internal services.' },
  'http.no-answer': {
    why: 'The host was not found, refused the connection, has a bad certificate, or closed the connection early. The message says which.',
    fix: 'Check the host name and whether the service is up. Runs that an event started retry by themselves.'
  },
  'http.held': {
    why: 'Many requests to this host failed, so a circuit breaker holds further ones back for a while.',
    fix: 'Wait: requests are tried again by themselves. When the service is up, press *Probe now* or *Close breaker* on Home.'
  },
  'http.timed-out': {
    why: 'The service is slow or unreachable.',
    fix: 'Raise the timeout of the card, or ask for less data. It is unknown whether the service did what was asked.'
  },
  'http.answer-too-large': {
    why: 'Responses are limited, since they are kept in the history.',
    fix: 'Ask for less: a smaller page size, fewer fields, or “Response as a file”.'
  },
  'http.error-in-body': {
    why: 'The status says success, but the response holds an error at the “Error path” of the card.',
    fix: 'Act on the words of the service. If they are no error, correct “Error path” in the card.'
  },
  'http.not-json': { why: 'The address is that of a web page, or a sign-in page answered instead.' },
  'http.host-not-allowed': {
    why: 'Credentials go only to the hosts that the authentication of the connector lists.'
  },
  'http.secret-not-allowed': {
    why: 'Values of password fields are removed from requests to other hosts wherever a card puts them: in the URL, a header or the body.'
  },
  'breaker.closed': { why: 'The service recovered in the meantime, or somebody else let requests pass.' }
}
