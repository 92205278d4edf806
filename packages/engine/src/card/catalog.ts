import type { FieldId, FlowSignature, Proof } from '@hookwright/model'
import { one } from '@hookwright/model'
import type { OutputPort } from './ports.ts'

/**
 * Values that a person must enter at the service if no flow registers the event: the Event URL, or also a
 * secret.
 */
export type HandRegistration = 'url' | 'url-and-secret'

/** Signature of a deployed Webhook Event flow, as seen by users' flows. */
export interface EventSignature extends FlowSignature {
  connectorName: string
  /** True if the event needs a connection: for its registration, its request checks or its cards. */
  needsConnection: boolean
  /** Proof of authenticity that the receiving rules require from a request; absent if unknown. */
  proof?: Proof
  /** Set if a person must register the event manually. Absent if a flow registers it, or if unknown. */
  byHand?: HandRegistration
}

/** Signature of a deployed action, as seen by users' flows. */
export interface ActionSignature extends FlowSignature {
  connectorName: string
  /** True when the connector requires a connection. */
  needsConnection: boolean
}

/**
 * Flows, events, actions and connection fields that a flow can refer to. The canvas and the server use the
 * same catalog.
 */
export interface Catalog {
  /** Fields of a connection. Every maker's flow can use their values. */
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

/** Returns the key of a deployed event or action. The key differs between versions. */
export const deployedKeyOf = (versionId: string, flowId: string): string => `${versionId}/${flowId}`

/** Returns the id of a start card's output for a field of the connection. */
export const connectionFieldId = (field: FieldId): FieldId => `connection.${field}`

/** Returns the id of a start card's output for an option. */
export const optionPortId = (option: FieldId): FieldId => `option.${option}`

/** Returns the outputs of a maker's start card for the values of the connection. */
export const connectionPorts = (catalog: Catalog): OutputPort[] =>
  catalog.connectionFields.map(field => ({
    id: connectionFieldId(field.id),
    label: field.label,
    type: one('text'),
    group: 'Connection'
  }))
