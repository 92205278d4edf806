import type { FieldId, FlowSignature, Proof } from '@hookwright/model'
import { one } from '@hookwright/model'
import type { OutputPort } from './ports.ts'

/** Entries that a person makes at a service so that it sends an event which no flow registers. */
export type HandRegistration = 'url' | 'url-and-secret'

/** Signature of a deployed Webhook Event flow for users' flows. */
export interface EventSignature extends FlowSignature {
  connectorName: string
  /** True when the event uses a connection: to register, to check requests, or in its cards. */
  needsConnection: boolean
  /** Authenticity check that its receiving rules perform on a request; absent where unknown. */
  proof?: Proof
  /** Absent where a flow registers the event, and where nothing is known of it. */
  byHand?: HandRegistration
}

/** Signature of a deployed action for users' flows. */
export interface ActionSignature extends FlowSignature {
  connectorName: string
  /** True when the connector requires a connection. */
  needsConnection: boolean
}

/** Flows, events, actions and connection fields that a flow can refer to; the same on canvas and server. */
export interface Catalog {
  /** Fields of the connector's authentication. Every maker's flow can use their values. */
  connectionFields: { id: FieldId; label: string }[]
  /** Callable helper flows, by flow id. */
  flows: ReadonlyMap<string, FlowSignature>
  /** Deployed event flows, by `deployedKeyOf`. */
  events: ReadonlyMap<string, EventSignature>
  /** Deployed actions, by `deployedKeyOf`. */
  actions: ReadonlyMap<string, ActionSignature>
}

/** Catalog without entries. */
export const emptyCatalog: Catalog = {
  connectionFields: [],
  flows: new Map(),
  events: new Map(),
  actions: new Map()
}

/**
 * Returns the key of a deployed event or action. The same flow has another key in another version.
 */
export const deployedKeyOf = (versionId: string, flowId: string): string => `${versionId}/${flowId}`

/** Returns the output id under which a start card provides a field of the connection. */
export const connectionFieldId = (field: FieldId): FieldId => `connection.${field}`

/** Returns the output id under which a start card provides one of its options. */
export const optionPortId = (option: FieldId): FieldId => `option.${option}`

/** Returns the outputs of a maker's start card for the values of the connection. */
export const connectionPorts = (catalog: Catalog): OutputPort[] =>
  catalog.connectionFields.map(field => ({
    id: connectionFieldId(field.id),
    label: field.label,
    type: one('text'),
    group: 'Connection'
  }))
