import type { FlowKind } from '@hookwright/model'

/** Returns true for a flow that is started by an event and run with test values of that event. */
export const isStartedByEvent = (kind: FlowKind | null): boolean =>
  kind === 'user-event' || kind === 'webhook-event'
