import type { FieldId, FlowSignature, Proof } from '@hookwright/model'
import { one } from '@hookwright/model'
import type { OutputPort } from './ports.ts'

/** A deployed Webhook Event flow, as a user's flow sees it. */
export interface EventSignature extends FlowSignature {
  connectorName: string
  /** True when the connector asks for a connection. */
  needsConnection: boolean
  /** Proof that its rules give of a request; missing where unknown. */
  proof?: Proof
}

/** A deployed action, as a user's flow sees it. */
export interface ActionSignature extends FlowSignature {
  connectorName: string
  /** True when the connector asks for a connection. */
  needsConnection: boolean
}

/** Things outside a flow that it refers to, as pure data, the same for canvas and server. */
export interface Surroundings {
  /** The fields of the connector's authentication, whose values every maker's flow can use. */
  connectionFields: { id: FieldId; label: string }[]
  /** Helper flows in reach, by flow id. */
  flows: ReadonlyMap<string, FlowSignature>
  /** Deployed event flows, by `deployedKeyOf`. */
  events: ReadonlyMap<string, EventSignature>
  /** Deployed actions, by `deployedKeyOf`. */
  actions: ReadonlyMap<string, ActionSignature>
}

/** Surroundings without anything in them. */
export const noSurroundings: Surroundings = {
  connectionFields: [],
  flows: new Map(),
  events: new Map(),
  actions: new Map()
}

/** Key of an event or action among the deployed ones: the same flow differs from version to version. */
export const deployedKeyOf = (versionId: string, flowId: string): string => `${versionId}/${flowId}`

/** The id under which a start card gives a value of the connection. */
export const connectionFieldId = (field: FieldId): FieldId => `connection.${field}`

/** The outputs that a maker's start card has for the values of the connection. */
export const connectionPorts = (surroundings: Surroundings): OutputPort[] =>
  surroundings.connectionFields.map(field => ({
    id: connectionFieldId(field.id),
    label: field.label,
    type: one('text'),
    group: 'Connection'
  }))
