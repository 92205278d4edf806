import type { FaultNote } from './fault-note.ts'

/** Notes on faults of events for agents. */
export const agentEventNotes: Record<string, FaultNote> = {
  'agent-events.unknown-event': {
    why: 'The event was removed or renamed, its connector is no longer deployed, or the member has no connection for it.'
  },
  'agent-events.unknown-subscription': {
    why: 'A subscription ends when its client does not refresh it in time, or when a person ends it.'
  },
  'agent-events.forbidden': {
    why: 'A client has the rights of its member at most, and of the connectors that it was given.',
    fix: 'Connect the client for a member who may use the event, or give it access to the connector.'
  },
  'agent-events.too-many': {
    why: 'Each subscription costs requests to a callback, so that a client in a loop would hold up others.'
  },
  'agent-events.unsupported': {
    why: 'The client asked for a way of delivery that the event does not offer.'
  },
  'agent-events.callback': {
    why: 'Before anything is sent to a callback, it has to repeat a signed challenge: nobody else’s address may be flooded.'
  },
  'agent-events.not-registered': {
    why: 'Subscribing turns a flow on that registers the event at its service, which refused it or did not answer.',
    fix: 'Open the flow whose name ends with “for agents”: its registration shows what the service answered. Then subscribe again.'
  }
}
