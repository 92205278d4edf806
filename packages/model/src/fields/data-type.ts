import { z } from 'zod'

/** Kinds of single values: the six data types offered in dialogs. */
export const dataKinds = ['text', 'number', 'boolean', 'date', 'object', 'file'] as const
export const DataKind = z.enum(dataKinds)
export type DataKind = z.infer<typeof DataKind>

/** Data type of a field: one of the six kinds, or a list of values of a kind. */
export const DataType = z.strictObject({ kind: DataKind, list: z.boolean() })
export type DataType = z.infer<typeof DataType>

/**
 * Type of a port: a data type, Any, or a list of Any. Any is used only inside the engine, for a delivery's
 * Body and everything below it.
 */
export type ValueType = DataType | { kind: 'any'; list: boolean }

export const anyValue: ValueType = { kind: 'any', list: false }

/** Type of a list with items of any type. */
export const anyList: ValueType = { kind: 'any', list: true }

/** Returns the type of a single value of a kind. */
export const one = (kind: DataKind): DataType => ({ kind, list: false })

/** Returns the type of a list of a kind. */
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

/** Returns the displayed name of a type, as in "List of Text". */
export const nameOfType = (type: ValueType): string =>
  type.list ? `List of ${labels[type.kind]}` : labels[type.kind]
