import type { FaultRow } from './fault-row.ts'

/** Faults of events for agents. The detail `codes` selects the client's set of error codes. */
export const agentEventFaults = {
  'agent-events.unknown-event': {
    http: 404,
    sentence:
      'There is no event “{name}”, or this client was not given access to it. List the events, then choose one of them.'
  },
  'agent-events.unknown-subscription': {
    http: 404,
    sentence:
      'There is no subscription to this event with these arguments and this callback. If the subscription has ended, subscribe again.'
  },
  'agent-events.forbidden': { http: 403, sentence: 'This client may not subscribe to the event. {why}' },
  'agent-events.too-many': {
    http: 429,
    sentence: 'There can be {most} {limit} at most. End some of them, or try again in a minute.'
  },
  'agent-events.unsupported': {
    http: 400,
    sentence: 'The {feature} “{value}” is not supported here. Choose another one.'
  },
  'agent-events.callback': {
    http: 400,
    sentence:
      'The callback was not verified: {reason}. Check that it answers the challenge, then subscribe again.'
  },
  'agent-events.not-registered': {
    http: 502,
    sentence: 'The event could not be registered at the service. {why}'
  }
} as const satisfies Record<string, FaultRow>
