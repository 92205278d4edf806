import type { Field, InputGroup, OutputGroup } from '../fields/field.ts'

/**
 * Kinds of flows, determined by the start card. All but the last belong to makers; `user-event`
 * belongs to users.
 */
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

/**
 * Effect of an action at its service, as its maker declares it for agents: it reads, it adds, or it changes or deletes what is
 * there.
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
  /** True for an action whose users choose the outputs that they need. */
  selectable?: true
  /** Effect of an action at its service; absent where its maker has not declared one. */
  effect?: ActionEffect
  /** Outputs, in groups; a plain Return card has one group. */
  outputs: OutputGroup[]
  /** True when the return is one list of records. */
  runMode: boolean
}
