import {
  type Choice,
  type Field,
  type FieldId,
  type OutputGroup,
  outputTypeOf,
  type ValueType
} from '@hookwright/model'
import type { TextEncoding } from './text-template.ts'

/** A value that a card gives, or that it offers inside its own slots and blocks. */
export interface OutputPort {
  id: FieldId
  label: string
  type: ValueType
  /** The group it is shown under. */
  group?: string
}

/** A value that a card takes. */
export interface InputPort {
  id: FieldId
  label: string
  type: ValueType
  required: boolean
  /** A required input that has to be mapped, but may come out as null when it runs. */
  mayBeNull?: true
  /** Encoding of values inside the text; none by default. */
  encoding?: TextEncoding
  /** A value that does not fit is handed on as `null` with its conversion error, instead of failing the card. */
  keepsErrors?: true
  /** Fields of the card's `inner` ports that this slot may use; such a slot is read by the executor, once per item. */
  sees?: FieldId[]
  group?: string
  /** Minimum number of lines of a field for long text. */
  lines?: number
  /** Explanation of the input, for a tooltip. */
  help?: string
  /** Values that its control offers, as their texts; others can be mapped. */
  choices?: Choice[]
  /** The option that this input is: chosen when the card is set up, the same at every run, so never mapped. */
  option?: Field
}

/** A block that a card must have. */
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
  /** Reserved fields that only the card's own slots and blocks can see. */
  inner: OutputPort[]
  blocks: BlockPort[]
  /** Outputs that every block has to feed; later cards see only these of the blocks. */
  joins: OutputPort[]
}

/** Ports with the parts that a card has; the others are empty. */
export const ports = (parts: Partial<Ports>): Ports => ({
  inputs: [],
  outputs: [],
  inner: [],
  blocks: [],
  joins: [],
  ...parts
})

/** The output ports for groups of output fields. */
export const outputPortsOf = (groups: OutputGroup[]): OutputPort[] =>
  groups.flatMap(group =>
    group.fields.map(field => ({
      id: field.id,
      label: field.label,
      type: outputTypeOf(field),
      group: group.name
    }))
  )

const LOADED = 'loaded.'

/** Id of the value that carries the fields of a dynamic group by their keys: in the action, and in what it returns. */
export const dynamicPortId = (group: FieldId): FieldId => `${LOADED}${group}`

/** The dynamic group whose fields a value carries. */
export const groupOfDynamicPort = (port: FieldId): FieldId => port.slice(LOADED.length)

/** Returns true if a value carries the fields of a dynamic group. */
export const isDynamicPort = (port: FieldId): boolean => port.startsWith(LOADED)
