import type {
  Field,
  FieldId,
  FlowKind,
  FlowSignature,
  OutputGroup,
  PollMode,
  RegistrarRole
} from '@hookwright/model'

/** Signature that a start card gives its flow, for callers. */
export type StartSignature = Pick<FlowSignature, 'kind' | 'inputs' | 'options' | 'inputGroups' | 'selectable'>

/** Signature that a return card gives its flow. */
export interface ReturnSignature {
  outputs: OutputGroup[]
  runMode: boolean
}

/**
 * The input of a return card that takes the list of records, the field that is one of them, and the kinds of flow that may
 * return such a list.
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
  /** A run for each record, or one for the whole list; without Run mode it makes no difference. */
  runMode: 'each' | 'list'
  /** Once a run for a record has failed, those of its list that are not begun are not run. */
  stopRest?: true
  /** The most runs of the flow that go on at the same time; left out for as many as there is room for. */
  atOnce?: number
}

/** Start by a person: the values that are entered, and whether members besides the owner may run the flow. */
export interface ManualStart {
  inputs: Field[]
  isShared: boolean
}

/** Polls of an event: what starts the flow, and the number of latest records of the first poll that do. */
export interface PollUse {
  mode: PollMode
  first: number
}

/** Deployed action that a card of a user's flow runs, and the account that it acts with. */
export interface ActionUse {
  connectorId: string
  versionId: string
  actionFlowId: string
  connectionId: string | null
  /** Ids of the fields that the user added to extensible groups, by group; left out for none. */
  added?: Readonly<Record<FieldId, FieldId[]>>
  /** Ids of the loaded fields of dynamic groups, by group; left out for none. */
  loaded?: Readonly<Record<'inputs' | 'outputs', Readonly<Record<FieldId, FieldId[]>>>>
}

/** The helper flows that open, close, renew and list the subscriptions of a Webhook Event card. */
export interface Registrar {
  flowIds: Record<RegistrarRole, string | null>
  /** Prefix of the ids of the slots that feed each flow's inputs. */
  prefixes: Record<RegistrarRole, string>
  /** Request that must arrive before the flow counts as on; null for none. */
  probe: 'service-sends-one' | null
  /** Minutes between two comparisons with the service; absent for the default of an hour. */
  compareMinutes?: number
  /** The service has one Event URL for all flows of a connection; absent where each flow has its own. */
  oneUrlPerConnection?: true
}
