import type { Field, InputGroup, OutputGroup } from '../fields/field.ts'

/** The kinds of flow, each read from the start card. All but the last are a maker's, `user-event` is a user's. */
export type FlowKind =
  | 'webhook-event'
  | 'polling-monitor'
  | 'action'
  | 'registration'
  | 'deregistration'
  | 'renewal'
  | 'listing'
  | 'probe'
  | 'helper'
  | 'authping'
  | 'revoke'
  | 'user-event'

/** Returns true for a kind of flow that is an event to users: a service sends it, or it is polled. */
export const isEventKind = (kind: FlowKind | null | undefined): boolean =>
  kind === 'webhook-event' || kind === 'polling-monitor'

/** Signature of a flow: its inputs and outputs as others see them. Derived from its start and return cards, never stored. */
export interface FlowSignature {
  id: string
  name: string | null
  kind: FlowKind
  /** Options of an event or an action; empty for other kinds. */
  options: Field[]
  /** Custom inputs of the start card; those of an action in the order of its groups. */
  inputs: Field[]
  /** Groups in which an action has its inputs; absent for other kinds. */
  inputGroups?: InputGroup[]
  /** True for an action whose users choose which outputs they need. */
  selectable?: true
  /** Outputs, in groups; a plain Return card has one group. */
  outputs: OutputGroup[]
  /** True when the return is one list of records. */
  runMode: boolean
}
