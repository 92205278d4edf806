import type { Id } from '../kernel/ids.ts'

/** Built-in connector of the installation's alerts. Not listed among makers' connectors. */
export const OWN_CONNECTOR: Id = '01900000-0000-7000-8000-0000000000a1'

/**
 * HTTP method stored for a delivery of an alert. It is not a real method, which distinguishes it
 * from received ones.
 */
export const ALERT_METHOD = 'ALERT'

/**
 * Built-in connector of starts without a service. It is offered as cards, and absent from lists of
 * connectors.
 */
export const STARTS_CONNECTOR: Id = '01900000-0000-7000-8000-0000000000b1'
export const STARTS_VERSION: Id = '01900000-0000-7000-8000-0000000000b2'
/** Event of schedules. The server creates its deliveries at each tick. */
export const SCHEDULE_EVENT: Id = '01900000-0000-7000-8000-0000000000b3'

/** Event of flows that people run. */
export const MANUAL_EVENT: Id = '01900000-0000-7000-8000-0000000000b4'

/** Event of flows that callers start at their own URL. */
export const ENDPOINT_EVENT: Id = '01900000-0000-7000-8000-0000000000b7'

/** HTTP method stored for a delivery of a schedule. */
export const SCHEDULE_METHOD = 'SCHEDULE'
/** HTTP method stored for a delivery of a manual run. */
export const MANUAL_METHOD = 'MANUAL'

/** HTTP method stored for a call of a tool by an agent. */
export const TOOL_METHOD = 'TOOL'
/** HTTP method stored for a call of a tool that a person has to approve. Its run is on hold until then. */
export const ASKING_TOOL_METHOD = 'TOOL-ASK'

/** Reason stored with a run on hold until a person approves the call of a tool. It is compared with stored reasons. */
export const CALL_AWAITS_APPROVAL =
  'An agent called this tool, which asks first. Approve or refuse the call on the page Agents.'

/** Returns true for the method of a delivery that is the call of a tool. */
export const isToolCall = (method: string): boolean => method === TOOL_METHOD || method === ASKING_TOOL_METHOD

/** HTTP method stored for a delivery of a poll. */
export const POLL_METHOD = 'POLL'

/**
 * Flow id of the action “Custom API Action”, which every version with a base URL offers: a request
 * with the credentials of the card's connection. No stored flow has this id.
 */
export const CUSTOM_API_ACTION: Id = '01900000-0000-7000-8000-0000000000c1'

/** Returns true for a connector of built-in starts: no service sends its events, and nothing is registered for it. */
export const isBuiltIn = (connectorId: Id): boolean =>
  connectorId === OWN_CONNECTOR || connectorId === STARTS_CONNECTOR

/**
 * Returns true when a service sends requests to the Event URL of a subscription, unlike for a
 * built-in start or a polled event.
 */
export const hasEventUrl = ({ connectorId, polls }: { connectorId: Id; polls?: true | undefined }): boolean =>
  !isBuiltIn(connectorId) && polls !== true

/** Returns true when a person enters the Event URL of a subscription at the service, since no flow registers it. */
export const isEnteredByHand = ({
  registration,
  ...use
}: Parameters<typeof hasEventUrl>[0] & { registration: object | null }): boolean =>
  registration === null && hasEventUrl(use)

/** Kind of a start: an event that a service sends, one that is polled, or one of the built-in starts. */
export type StartKind = 'event' | 'poll' | 'alert' | 'schedule' | 'manual' | 'endpoint'

/** Returns the kind of start of an event. */
export const startKindOf = (use: {
  connectorId: Id
  eventFlowId: Id
  polls?: true | undefined
}): StartKind => {
  if (use.polls) return 'poll'
  if (use.connectorId === OWN_CONNECTOR) return 'alert'
  if (use.connectorId !== STARTS_CONNECTOR) return 'event'
  if (use.eventFlowId === ENDPOINT_EVENT) return 'endpoint'
  return use.eventFlowId === MANUAL_EVENT ? 'manual' : 'schedule'
}

/** Methods of deliveries that the server creates itself. */
const serverMethods: ReadonlySet<string> = new Set([
  ALERT_METHOD,
  SCHEDULE_METHOD,
  MANUAL_METHOD,
  TOOL_METHOD,
  ASKING_TOOL_METHOD,
  POLL_METHOD
])

/** Returns true for the method of a delivery that the server created itself. */
export const isServerDelivery = (method: string): boolean => serverMethods.has(method)
