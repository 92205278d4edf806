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

/** Value that a card outputs to later cards, or provides to its own inputs and blocks. */
export interface OutputPort {
  id: FieldId
  label: string
  type: ValueType
  /** Group heading above the output. */
  group?: string
  /** Type guessed from samples, for an output of any type. */
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
  /** Replaces a value of the wrong type with `null` and its conversion error, instead of failing the card. */
  keepsErrors?: true
  /**
   * Fields of the card's `inner` ports that this input can use. The executor reads such an input once per
   * item.
   */
  sees?: FieldId[]
  group?: string
  /** Minimum height of a long text field, in lines. */
  lines?: number
  /** Help text of the input, shown in a tooltip. */
  help?: string
  /** Suggested values, as texts. Other values can be mapped. */
  choices?: Choice[]
  /** Option that this input sets. The option defines the control. */
  option?: Field
  /** Reason why the input cannot be mapped, as a sentence; absent if it can. */
  fixed?: string
}

/** Block that a card must contain. */
export interface BlockPort {
  id: FieldId
  label: string
  /** Fields of the card's `inner` ports that cards in this block can use. */
  sees: FieldId[]
}

/** Inputs, outputs and blocks of a card, derived from its current config. */
export interface Ports {
  inputs: InputPort[]
  outputs: OutputPort[]
  /** Values that are visible only to the card's own inputs and blocks. */
  inner: OutputPort[]
  blocks: BlockPort[]
  /**
   * Outputs whose values each block sets at its end. Later cards see no other values from inside the blocks.
   */
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
 * Returns the id of the input or output of an action that contains the loaded fields of a dynamic group as
 * one object.
 */
export const dynamicPortId = (group: FieldId): FieldId => `${LOADED}${group}`

/** Returns the id of the dynamic group whose loaded fields a port contains. */
export const groupOfDynamicPort = (port: FieldId): FieldId => port.slice(LOADED.length)

/** Returns true for a port that contains the loaded fields of a dynamic group. */
export const isDynamicPort = (port: FieldId): boolean => port.startsWith(LOADED)
