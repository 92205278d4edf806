import type {
  Field,
  FieldId,
  FlowKind,
  FlowSignature,
  OutputGroup,
  PollMode,
  RegistrarRole
} from '@hookwright/model'

/** Signature that callers of a flow see, from its start card. */
export type StartSignature = Pick<
  FlowSignature,
  'kind' | 'inputs' | 'options' | 'inputGroups' | 'selectable' | 'effect'
>

/** Signature that callers of a flow see, from its return card. */
export interface ReturnSignature {
  outputs: OutputGroup[]
  runMode: boolean
}

/**
 * Input of a return card that takes the list of records. Also names the field that holds one
 * record, and the kinds of flow that may return such a list.
 */
export interface RecordFields {
  list: FieldId
  record: FieldId
  kinds: FlowKind[]
}

/** Deployed event that a user's start card listens to, and its settings. */
export interface EventUse {
  connectorId: string
  versionId: string
  eventFlowId: string
  connectionId: string | null
  /** One run for each record, or one for the whole list. Has no effect without Run mode. */
  runMode: 'each' | 'list'
  /** After a failed run of one record, the records that have not begun are cancelled. */
  stopRest?: true
  /** Maximum number of concurrent runs of the flow. Without it, only the server's limit applies. */
  atOnce?: number
}

/**
 * Manual start: the values that a person enters, and whether members other than the owner may run
 * the flow.
 */
export interface ManualStart {
  inputs: Field[]
  isShared: boolean
}

/**
 * Poll settings of an event: what starts the flow, and how many of the latest records of the first
 * poll do.
 */
export interface PollUse {
  mode: PollMode
  first: number
}

/** Deployed action that a card of a user's flow runs, and the connection that it uses. */
export interface ActionUse {
  connectorId: string
  versionId: string
  actionFlowId: string
  connectionId: string | null
  /** Ids of the fields that the user added to extensible groups, by group. Absent for none. */
  added?: Readonly<Record<FieldId, FieldId[]>>
  /** Ids of the loaded fields of dynamic groups, by group. Absent for none. */
  loaded?: Readonly<Record<'inputs' | 'outputs', Readonly<Record<FieldId, FieldId[]>>>>
}

/** The helper flows that open, close, renew and list the subscriptions of a Webhook Event card. */
export interface Registrar {
  flowIds: Record<RegistrarRole, string | null>
  /** Prefix of the ids of the slots that feed each flow's inputs. */
  prefixes: Record<RegistrarRole, string>
  /** Request that must arrive before the flow counts as on; null when none is needed. */
  probe: 'service-sends-one' | null
  /** Minutes between two comparisons with the service. By default, 60. */
  compareMinutes?: number
  /** The service has one Event URL for all flows of a connection; absent where each flow has its own. */
  oneUrlPerConnection?: true
  /** Steps at the service for a user who enters the Event URL there by hand. */
  byHandNote?: string
}
