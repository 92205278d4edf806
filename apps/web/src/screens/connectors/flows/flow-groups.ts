import { type FlowKind, shownFlowName } from '@hookwright/model'

/** Kind of flow in a connector's list. Kinds without a self-explanatory name have a hint. */
interface KindInList {
  kind: FlowKind | null
  word: string
  /** Heading above several flows of the kind. */
  group: string
  hint?: string
}

/** Kinds of flow in the order of a connector's list. */
export const kindsInList: readonly KindInList[] = [
  { kind: 'webhook-event', word: 'Event', group: 'Events' },
  { kind: 'polling-monitor', word: 'Polled event', group: 'Polled events' },
  { kind: 'action', word: 'Action', group: 'Actions' },
  {
    kind: 'registration',
    word: 'Registration',
    group: 'Registration',
    hint: 'Tells the service where to send events'
  },
  {
    kind: 'deregistration',
    word: 'Deregistration',
    group: 'Deregistration',
    hint: 'Tells the service to stop sending events'
  },
  { kind: 'renewal', word: 'Renewal', group: 'Renewal', hint: 'Renews subscriptions that expire' },
  { kind: 'listing', word: 'Listing', group: 'Listing', hint: 'Lists the registrations at the service' },
  { kind: 'probe', word: 'Probe', group: 'Probe', hint: 'Requests a test event from the service' },
  { kind: 'helper', word: 'Helper', group: 'Helpers' },
  { kind: 'authping', word: 'System', group: 'System', hint: 'Tests a connection' },
  {
    kind: 'revoke',
    word: 'System',
    group: 'Revocation',
    hint: 'Revokes the access of a connection'
  },
  { kind: null, word: 'No event', group: 'No event', hint: 'Open the flow and add an event' }
]

const orderOf = (kind: FlowKind | null): number => kindsInList.findIndex(each => each.kind === kind)

/**
 * Returns true for the kinds of flow that define an event. It duplicates `isEventKind` of the model, which
 * would load the code of all cards.
 */
export const definesEvent = (kind: FlowKind | null): boolean =>
  kind === 'webhook-event' || kind === 'polling-monitor'

/** Returns the flows sorted by kind. Flows of the same kind keep their order. */
export const inOrderOfKinds = <Listed extends { kind: FlowKind | null }>(
  flows: readonly Listed[]
): Listed[] => flows.toSorted((one, other) => orderOf(one.kind) - orderOf(other.kind))

/**
 * Returns the title of a flow in the list: its name. Flows with a reserved name get a description, such as
 * “Check the connection”.
 */
export const titleOfFlow = ({ kind, name }: { kind: FlowKind | null; name: string | null }): string => {
  if (kind === 'authping') return 'Check the connection'
  return kind === 'revoke' ? 'Revoke the access' : shownFlowName(name)
}
