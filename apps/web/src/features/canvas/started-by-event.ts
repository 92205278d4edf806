import type { FlowKind } from '@hookwright/model'

/** Returns true for the kinds of flow that an event starts. They are tested with values of such an event. */
export const isStartedByEvent = (kind: FlowKind | null): boolean =>
  kind === 'user-event' || kind === 'webhook-event'
