import type { FaultRow } from './fault-row.ts'

/** Faults of agents: clients of the MCP endpoint and their access. */
export const agentFaults = {
  'agents.no-such-tool': {
    http: 404,
    sentence:
      'There is no tool “{name}”, or this client was not given access to it. List the tools, then call one of them.'
  },
  'agents.token-invalid': {
    http: 401,
    sentence: 'The access token is not valid for this server, or it has expired. Sign in again.'
  },
  'agents.out-of-scope': {
    http: 403,
    sentence: 'The client was not given access to “{scope}”. Connect it again, and allow it there.'
  },
  'agents.too-many-requests': {
    http: 429,
    sentence: 'The client sent too many requests in a minute. Wait {seconds} s, then try again.'
  },
  'agents.client-refused': {
    http: 400,
    sentence: 'The client cannot be used because {why}. Correct its metadata, then connect it again.'
  },
  'agents.too-many-registrations': {
    http: 429,
    sentence:
      'Too many clients were registered from this network. Wait {seconds} s, then connect the client again.'
  },
  'agents.too-many-clients': {
    http: 503,
    sentence:
      'No more clients can register at the moment. Try again in a day, or connect the client with an API key.'
  },
  'agents.request-gone': {
    http: 404,
    sentence:
      'This request for access was already answered, has expired, or was started in another browser. Connect the client again.'
  },
  'agents.client-gone': {
    http: 404,
    sentence: 'This client no longer has access. Reload the list of clients.'
  },
  'agents.invalid-params': {
    http: 400,
    sentence: 'The parameters are not valid. {what}'
  }
} as const satisfies Record<string, FaultRow>
