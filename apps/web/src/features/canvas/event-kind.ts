import type { FlowKind } from '@hookwright/model'

/** Returns true for a flow that an event starts, whose run is a test with values of that event. */
export const isEventKind = (kind: FlowKind | null): boolean =>
  kind === 'user-event' || kind === 'webhook-event'
