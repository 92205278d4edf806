import {
  type Choice,
  type DataType,
  type Field,
  type FieldId,
  type OutputGroup,
  outputTypeOf,
  type ValueType
} from '@hookwright/model'
import type { TextEncoding } from './text-template.ts'

/** Value that a card outputs, or provides inside its own slots and blocks. */
export interface OutputPort {
  id: FieldId
  label: string
  type: ValueType
  /** Group under which it is shown. */
  group?: string
  /** Type of a value that may be any, guessed from samples. */
  guess?: DataType
}

/** Value that a card takes as input. */
export interface InputPort {
  id: FieldId
  label: string
  type: ValueType
  required: boolean
  /** True for a required input that must be mapped but may be null at run time. */
  mayBeNull?: true
  /** Encoding of values inside the text. None by default. */
  encoding?: TextEncoding
  /**
   * Replaces a value that does not fit with `null` and its conversion error, instead of failing the
   * card.
   */
  keepsErrors?: true
  /**
   * Fields of the card's `inner` ports that this slot may use. The executor reads such a slot once
   * per item.
   */
  sees?: FieldId[]
  group?: string
  /** Minimum height of a long text field, in lines. */
  lines?: number
  /** Explanation of the input, for a tooltip. */
  help?: string
  /** Values that its control offers, as texts. Other values can be mapped. */
  choices?: Choice[]
  /** Option whose value this input sets, with the control that chooses it. */
  option?: Field
  /** Why values of cards cannot be mapped to it, as a sentence; absent where they can. */
  fixed?: string
}

/** Block that a card must contain. */
export interface BlockPort {
  id: FieldId
  label: string
  /** Fields of the card's `inner` ports that cards in this block may use. */
  sees: FieldId[]
}

/** Inputs, outputs and blocks of a card under its current config. */
export interface Ports {
  inputs: InputPort[]
  outputs: OutputPort[]
  /** Reserved fields that are visible only to the card's own slots and blocks. */
  inner: OutputPort[]
  blocks: BlockPort[]
  /** Outputs that every block must set. Later cards see no other values of the blocks. */
  joins: OutputPort[]
}

/** Returns complete ports; omitted parts are empty. */
export const ports = (parts: Partial<Ports>): Ports => ({
  inputs: [],
  outputs: [],
  inner: [],
  blocks: [],
  joins: [],
  ...parts
})

/** Returns the output ports for groups of output fields. */
export const outputPortsOf = (groups: OutputGroup[]): OutputPort[] =>
  groups.flatMap(group =>
    group.fields.map(field => ({
      id: field.id,
      label: field.label,
      type: outputTypeOf(field),
      group: group.name,
      ...(field.guessed === true && { guess: field.dataType })
    }))
  )

const LOADED = 'loaded.'

/**
 * Returns the id of the value that carries the fields of a dynamic group, in the action and in its
 * result.
 */
export const dynamicPortId = (group: FieldId): FieldId => `${LOADED}${group}`

/** Returns the dynamic group whose fields a value carries. */
export const groupOfDynamicPort = (port: FieldId): FieldId => port.slice(LOADED.length)

/** Returns true if a value carries the fields of a dynamic group. */
export const isDynamicPort = (port: FieldId): boolean => port.startsWith(LOADED)
