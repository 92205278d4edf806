import type { FaultNote } from './fault-note.ts'

/** Notes on faults that callers of API endpoints see. */
export const endpointNotes: Record<string, FaultNote> = {
  'endpoint.none': {
    why: 'The address of an API endpoint is made when its flow is turned on for the first time.'
  },
  'endpoint.unknown': {
    why: 'The address is mistyped, or was replaced.',
    fix: 'Copy the address from the page of the flow.'
  },
  'endpoint.off': { why: 'A flow that is off does not answer calls.', fix: 'Turn the flow on.' },
  'endpoint.paused': { why: 'The owner paused the flow, or it is on hold.' },
  'endpoint.method': {
    why: 'The card API Endpoint takes GET and POST; signed calls use POST.',
    fix: 'Send the call with one of the methods that the message names.'
  },
  'endpoint.hosts': {
    why: 'A request with several Host headers could be read differently by a proxy.',
    fix: 'Send exactly one Host header. A proxy in front must not add a second one.'
  },
  'endpoint.refused': {
    why: 'The secret in the header or the signature is not that of the flow.',
    fix: 'Copy the curl command from the page of the flow and compare. *Why didn’t it run?* names the check that failed.'
  },
  'endpoint.too-large': {
    why: 'Bodies of calls are limited.',
    fix: 'Send a smaller body, for example a link instead of a file.'
  },
  'endpoint.encoding': {
    why: 'Compressed bodies are not unpacked, since a small one can unpack to a huge one.'
  },
  'endpoint.busy': { why: 'The rate limit of the card was reached.' },
  'endpoint.overloaded': { why: 'The queue of the server is full, or it is still starting.' },
  'endpoint.timed-out': { why: 'The flow takes longer than a caller can be kept waiting. Its run goes on.' },
  'endpoint.failed': {
    why: 'The run failed, or ended before its card Return Raw.',
    fix: 'Open the run by its id and read its error.'
  },
  'endpoint.stopping': {
    why: 'The call was stored before the server stopped, and its run continues after the start.'
  },
  'response.refused': {
    why: 'Return Raw got a status, header or content type that could harm the caller or a browser.',
    fix: 'Change what the message names on the card Return Raw.'
  }
}
