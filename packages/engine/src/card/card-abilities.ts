import type {
  Field,
  FieldId,
  FlowKind,
  FlowSignature,
  OutputGroup,
  PollMode,
  RegistrarRole
} from '@hookwright/model'

/** Part of a flow's signature that its start card defines. */
export type StartSignature = Pick<
  FlowSignature,
  'kind' | 'inputs' | 'options' | 'inputGroups' | 'selectable' | 'effect'
>

/** Part of a flow's signature that its return card defines. */
export interface ReturnSignature {
  outputs: OutputGroup[]
  runMode: boolean
}

/**
 * Fields with which a return card returns a list of records. They are the input for the list and the inner
 * field for one record; `kinds` are the kinds of flow that may return a list.
 */
export interface RecordFields {
  list: FieldId
  record: FieldId
  kinds: FlowKind[]
}

/** Deployed event that a user's start card listens to, with the card's settings. */
export interface EventUse {
  connectorId: string
  versionId: string
  eventFlowId: string
  connectionId: string | null
  /**
   * Starts one run per record (`each`) or one run for the whole list (`list`). Has no effect without Run
   * mode.
   */
  runMode: 'each' | 'list'
  /** Cancels the remaining records of a delivery after the run of one record has failed. */
  stopRest?: true
  /** Maximum number of concurrent runs of the flow. Without it, only the server's limit applies. */
  atOnce?: number
}

/**
 * Settings of a manual start: the values that a person enters, and whether other members than the owner may
 * run the flow.
 */
export interface ManualStart {
  inputs: Field[]
  isShared: boolean
}

/**
 * Poll settings of an event. `mode` selects the polls that start a run. In the first poll, only the `first`
 * latest records start a run.
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

/**
 * Registration settings of a Webhook Event card: the helper flows that manage its subscriptions, and how they
 * are used.
 */
export interface Registrar {
  flowIds: Record<RegistrarRole, string | null>
  /**
   * Prefix of input ids on the card, by role. An input with the prefix is passed to the helper flow of that
   * role.
   */
  prefixes: Record<RegistrarRole, string>
  /** Request that must arrive before the flow counts as turned on; null if none is required. */
  probe: 'service-sends-one' | null
  /** Interval between two comparisons with the service, in minutes. Defaults to 60. */
  compareMinutes?: number
  /**
   * Set if the service has one Event URL for all flows of a connection. Absent if each flow has its own Event
   * URL.
   */
  oneUrlPerConnection?: true
  /** Instructions for a user who enters the Event URL at the service manually. */
  byHandNote?: string
}
