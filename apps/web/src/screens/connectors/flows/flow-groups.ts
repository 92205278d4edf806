import type { FlowKind } from '@hookwright/model'

/** Groups of a connector's flow list in order, each with a description. */
export const flowGroups: readonly { kind: FlowKind | null; title: string; hint: string }[] = [
  { kind: 'webhook-event', title: 'Events', hint: 'Start the flows of users.' },
  { kind: 'polling-monitor', title: 'Polled events', hint: 'Start the flows of users with new records.' },
  { kind: 'action', title: 'Actions', hint: 'Cards that users add to their flows.' },
  { kind: 'registration', title: 'Registration', hint: 'Tell the service where to send events.' },
  { kind: 'deregistration', title: 'Deregistration', hint: 'Tell the service to stop.' },
  { kind: 'renewal', title: 'Renewal', hint: 'Renew subscriptions that expire.' },
  { kind: 'listing', title: 'Listing', hint: 'List the registrations at the service.' },
  { kind: 'probe', title: 'Probe', hint: 'Ask the service for a test event.' },
  { kind: 'helper', title: 'Helpers', hint: 'Called by other flows.' },
  { kind: 'authping', title: 'System', hint: 'Called by Hookwright itself.' },
  {
    kind: 'revoke',
    title: 'Revocation',
    hint: 'Ends the access of connections that are revoked or deleted.'
  },
  { kind: null, title: 'No event', hint: 'Open these flows and add an event.' }
]
