import type { FaultRow } from './fault-row.ts'

/** Faults of API endpoints, for callers and owners. */
export const endpointFaults = {
  'endpoint.none': {
    http: 409,
    sentence:
      'This flow has no API endpoint yet. Add API Endpoint as its first card, then turn the flow on once.'
  },
  'endpoint.unknown': { http: 404, sentence: 'There is no API endpoint at this address.' },
  'endpoint.off': { http: 404, sentence: 'The flow of this API endpoint is off.' },
  'endpoint.paused': {
    http: 503,
    sentence: 'The flow of this API endpoint is paused. Send the request again in {seconds} seconds.'
  },
  'endpoint.method': { http: 405, sentence: 'This API endpoint accepts {methods} only.' },
  'endpoint.hosts': {
    http: 400,
    sentence: 'The request was refused because it must have exactly one Host header.'
  },
  'endpoint.refused': {
    http: 401,
    sentence:
      'The request was refused because its secret or signature is missing or wrong. The owner of the flow can see the reason.'
  },
  'endpoint.too-large': {
    http: 413,
    sentence: 'The body is larger than {bytes} bytes, the limit of this API endpoint.'
  },
  'endpoint.encoding': {
    http: 415,
    sentence: 'The content encoding “{encoding}” is not supported here. Send the body without compression.'
  },
  'endpoint.busy': {
    http: 429,
    sentence: 'Too many requests at once. Send this one again in {seconds} seconds.'
  },
  'endpoint.overloaded': {
    http: 503,
    sentence: 'The server cannot take more requests now. Send this one again in {seconds} seconds.'
  },
  'endpoint.timed-out': {
    http: 504,
    sentence:
      'Run {runId} did not respond within {seconds} seconds and continues. Do not send the request again.'
  },
  'endpoint.failed': {
    http: 502,
    sentence: 'Run {runId} ended without a response. The owner of the flow can see the reason.'
  },
  'endpoint.stopping': {
    http: 503,
    sentence: 'The server is restarting. Run {runId} continues afterwards, so do not send the request again.'
  },

  'response.refused': { http: 400, sentence: '“{card}” cannot send this response: {what}' }
} as const satisfies Record<string, FaultRow>
