import { cardSpecs } from '@hookwright/cards'
import { type Flow, type FlowKind, startCardOf } from '@hookwright/model'

/** The kind of a flow as its start card says, or null while it has none. */
export const kindOfFlow = (doc: Flow): FlowKind | null => {
  const start = startCardOf(doc)
  return (start && cardSpecs.get(start.type)?.starts?.kind) ?? null
}

/** The groups in which the flows of a connector are listed, in their order, each with what its flows are for. */
export const flowGroups: readonly { kind: FlowKind | null; title: string; hint: string }[] = [
  { kind: 'webhook-event', title: 'Events', hint: 'What users can build on: a card of their flows.' },
  { kind: 'registration', title: 'Registration', hint: 'Tell the service where to send events.' },
  { kind: 'deregistration', title: 'Deregistration', hint: 'Tell the service to stop.' },
  { kind: 'helper', title: 'Helpers', hint: 'Called by other flows.' },
  { kind: 'authping', title: 'System', hint: 'Called by Hookwright itself.' },
  { kind: null, title: 'Without an event', hint: 'Open them and add one.' }
]
