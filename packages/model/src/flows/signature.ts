import type { Field, InputGroup, OutputGroup } from '../fields/field.ts'

/** Kinds of flows, determined by the start card. `user-event` belongs to users, all others to makers. */
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

/** Returns true for a kind of flow that provides an event to users, sent by a service or polled. */
export const isEventKind = (kind: FlowKind | null | undefined): boolean =>
  kind === 'webhook-event' || kind === 'polling-monitor'

/**
 * Effect of an action at its service, declared by its maker for agents: it reads, adds, or changes or deletes
 * data.
 */
export const actionEffects = ['reads', 'adds', 'changes'] as const
export type ActionEffect = (typeof actionEffects)[number]

/** Signature of a flow: its inputs and outputs as others see them. Derived from its start and return cards, never stored. */
export interface FlowSignature {
  id: string
  name: string | null
  kind: FlowKind
  /** Options of an event or an action; empty for other kinds. */
  options: Field[]
  /** Custom inputs of the start card. Those of an action are in group order. */
  inputs: Field[]
  /** Groups of an action's inputs; absent for other kinds. */
  inputGroups?: InputGroup[]
  /** True for an action where users select the outputs. */
  selectable?: true
  /** Effect of an action at its service; absent where its maker has not declared one. */
  effect?: ActionEffect
  /** Outputs, in groups; a plain Return card has one group. */
  outputs: OutputGroup[]
  /** True if the outputs are one list of records. */
  runMode: boolean
}
