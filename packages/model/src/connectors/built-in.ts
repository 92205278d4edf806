import type { Id } from '../kernel/ids.ts'

/** Id of the built-in connector for the installation's alerts. It is not listed among makers' connectors. */
export const OWN_CONNECTOR: Id = '01900000-0000-7000-8000-0000000000a1'

/**
 * Pseudo HTTP method stored for the delivery of an alert. It distinguishes the delivery from received
 * requests.
 */
export const ALERT_METHOD = 'ALERT'

/**
 * Id of the built-in connector whose events start flows without a service: schedules, manual starts and API
 * endpoints. It is offered as cards and not listed among connectors.
 */
export const STARTS_CONNECTOR: Id = '01900000-0000-7000-8000-0000000000b1'
export const STARTS_VERSION: Id = '01900000-0000-7000-8000-0000000000b2'
/** Id of the event that starts scheduled flows. The server creates a delivery at each scheduled time. */
export const SCHEDULE_EVENT: Id = '01900000-0000-7000-8000-0000000000b3'

/** Id of the event that starts flows when a person runs them manually. */
export const MANUAL_EVENT: Id = '01900000-0000-7000-8000-0000000000b4'

/** Id of the event that starts flows when a caller sends a request to their API endpoint. */
export const ENDPOINT_EVENT: Id = '01900000-0000-7000-8000-0000000000b7'

/** Pseudo HTTP method stored for the delivery of a schedule. */
export const SCHEDULE_METHOD = 'SCHEDULE'
/** Pseudo HTTP method stored for the delivery of a manual run. */
export const MANUAL_METHOD = 'MANUAL'

/** Pseudo HTTP method stored for an agent's call of a tool. */
export const TOOL_METHOD = 'TOOL'
/**
 * Pseudo HTTP method stored for an agent's call of a tool that requires approval. Its run is on hold until a
 * person approves it.
 */
export const ASKING_TOOL_METHOD = 'TOOL-ASK'

/**
 * Reason of a run that is on hold until a person approves a tool call. The text is compared with stored
 * reasons, so it must not change.
 */
export const CALL_AWAITS_APPROVAL =
  'An agent called this tool, which requires approval. Approve or refuse the call on the Agents page.'

/** Returns true for the pseudo method of a tool call. */
export const isToolCall = (method: string): boolean => method === TOOL_METHOD || method === ASKING_TOOL_METHOD

/** Pseudo HTTP method stored for the delivery of a poll. */
export const POLL_METHOD = 'POLL'

/**
 * Flow id of the action “Custom API Action”: a request with the credentials of the card's connection. Every
 * version with a base URL offers the action. No stored flow has this id.
 */
export const CUSTOM_API_ACTION: Id = '01900000-0000-7000-8000-0000000000c1'

/** Returns true for a built-in connector. No service sends its events, and nothing is registered for them. */
export const isBuiltIn = (connectorId: Id): boolean =>
  connectorId === OWN_CONNECTOR || connectorId === STARTS_CONNECTOR

/**
 * Returns true if a service sends requests to the subscription's Event URL. False for built-in starts and
 * polled events.
 */
export const hasEventUrl = ({ connectorId, polls }: { connectorId: Id; polls?: true | undefined }): boolean =>
  !isBuiltIn(connectorId) && polls !== true

/**
 * Returns true if a person must enter the subscription's Event URL at the service, because no flow registers
 * it.
 */
export const isEnteredByHand = ({
  registration,
  ...use
}: Parameters<typeof hasEventUrl>[0] & { registration: object | null }): boolean =>
  registration === null && hasEventUrl(use)

/** Kind of start: an event sent by a service, a polled event, or a built-in start. */
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

/** Pseudo HTTP methods of deliveries that the server creates. */
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
