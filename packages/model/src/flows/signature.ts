import type { Field, OutputGroup } from '../fields/field.ts'

/** The kinds of flow, each read from the start card. All but the last are a maker's, `user-event` is a user's. */
export type FlowKind =
  | 'webhook-event'
  | 'registration'
  | 'deregistration'
  | 'renewal'
  | 'listing'
  | 'probe'
  | 'helper'
  | 'authping'
  | 'user-event'

/** Signature of a flow: its inputs and outputs as others see them. Derived from its start and return cards, never stored. */
export interface FlowSignature {
  id: string
  name: string | null
  kind: FlowKind
  /** Options of a Webhook Event card; empty for other kinds. */
  options: Field[]
  /** Custom inputs of the start card. */
  inputs: Field[]
  /** Outputs, in groups; a plain Return card has one group. */
  outputs: OutputGroup[]
  /** True when the return is one list of records. */
  runMode: boolean
}
