import { z } from 'zod'

/** Kinds of single values: the six data types that a dialog offers. */
export const dataKinds = ['text', 'number', 'boolean', 'date', 'object', 'file'] as const
export const DataKind = z.enum(dataKinds)
export type DataKind = z.infer<typeof DataKind>

/** A field's data type: one of the six kinds, or a list of it. */
export const DataType = z.strictObject({ kind: DataKind, list: z.boolean() })
export type DataType = z.infer<typeof DataType>

/**
 * Type of a port: a data type or, inside the engine only, Any (a delivery's Body and everything below it) and a list of Any.
 */
export type ValueType = DataType | { kind: 'any'; list: boolean }

export const anyValue: ValueType = { kind: 'any', list: false }

/** The type for a list whose items may be anything. */
export const anyList: ValueType = { kind: 'any', list: true }

/** The type for one value of a kind. */
export const one = (kind: DataKind): DataType => ({ kind, list: false })

/** The type for a list of a kind. */
export const listOf = (kind: DataKind): DataType => ({ kind, list: true })

const labels: Record<ValueType['kind'], string> = {
  text: 'Text',
  number: 'Number',
  boolean: 'True/False',
  date: 'Date & Time',
  object: 'Object',
  file: 'File',
  any: 'Any'
}

/** The type in the words of the screen, as in "List of Text". */
export const nameOfType = (type: ValueType): string =>
  type.list ? `List of ${labels[type.kind]}` : labels[type.kind]
