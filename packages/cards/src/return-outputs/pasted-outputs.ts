import { type DataType, dataKinds, fieldLimits, listOf, nameOfType, one } from '@hookwright/model'
import { labelOfKeys } from './label-of-key.ts'

/** Output read from a line of pasted text. */
export interface PastedOutput {
  label: string
  dataType: DataType
  /** Path in the payload; empty where the line has none. */
  path: string
}

const types = new Map<string, DataType>(
  dataKinds.flatMap(kind =>
    [one(kind), listOf(kind)].map((type): [string, DataType] => [nameOfType(type).toLowerCase(), type])
  )
)

/** Other names of the data types in pasted tables and schemas, such as “string” for Text. */
const otherNames: Record<string, DataType> = {
  string: one('text'),
  integer: one('number'),
  boolean: one('boolean'),
  bool: one('boolean'),
  'date-time': one('date'),
  datetime: one('date'),
  date: one('date')
}

const typeOf = (text: string): DataType | undefined => {
  const name = text.trim().toLowerCase()
  return types.get(name) ?? (Object.hasOwn(otherNames, name) ? otherNames[name] : undefined)
}

/**
 * Converts a pasted label, key or path to an allowed label. A text that is already a label stays unchanged.
 */
const labelFrom = (text: string): string => {
  const isLabel = /^[\p{L}\p{N}][\p{L}\p{N} _-]*$/u.test(text) && /[ \p{Lu}]/u.test(text[0] ?? '')
  const isPlain = isLabel && !/[a-z][A-Z]|[._[]/.test(text)
  return isPlain ? text : labelOfKeys(...text.split(/[.[\]"]+/).filter(part => part !== ''))
}

/** Splits a line into cells: columns of a table, or parts between commas. */
const cellsOf = (line: string): string[] =>
  line.split(line.includes('\t') ? '\t' : ',').map(cell => cell.trim())

/**
 * Reads one output from each line: a label or key, then its data type and its path, in either order. A line
 * can also contain only a path: `user.firstName` becomes “User first name”.
 */
export const readPastedOutputs = (text: string): PastedOutput[] =>
  text
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .slice(0, fieldLimits.fields)
    .flatMap((line): PastedOutput[] => {
      const [name = '', ...rest] = cellsOf(line)
      if (name === '') return []
      const dataType = rest.flatMap(cell => typeOf(cell) ?? [])[0] ?? one('text')
      const path = rest.find(cell => cell !== '' && typeOf(cell) === undefined)
      const isPath = /[.[]/.test(name)
      return [{ label: labelFrom(name), dataType, path: path ?? (isPath ? name : '') }]
    })
