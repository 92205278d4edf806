import { isJsonObject, type Json } from '../kernel/json.ts'
import type { Coerced } from './coerce.ts'
import { type Path, valueAt } from './path.ts'

/**
 * Error of a value that could not be converted to its field's declared type. It contains types and a path,
 * never the value.
 */
export interface ConversionError {
  /** Label of the field. */
  label: string
  found: string
  wanted: string
  /** Path inside the value, as in `[1]`; empty for the value itself. */
  place: string
}

/** Conversion error in the outputs of a step, with the path of its field. */
export interface OutputError extends ConversionError {
  path: Path
}

export type ConversionErrors = Record<string, ConversionError>

/** Key under which an object's JSON form stores conversion errors. Field ids never contain `#`. */
const PACKED = '#conversionErrors'

/** Maximum number of conversion errors stored for a step. */
const MOST_LISTED = 100

// A symbol that is not enumerable: JSON, `structuredClone` and `Object.entries` see `null` and nothing beside it.
const ERRORS = Symbol('conversion errors')

/** Creates the conversion error of a field from a failed conversion of its value. */
export const conversionErrorOf = (
  label: string,
  { found, wanted, place, output }: Extract<Coerced, { ok: false }>
): ConversionError => (output === undefined ? { label, found, wanted, place } : { ...output.error, label })

/**
 * Attaches conversion errors to an object of values, by field id. The failed values are `null`. The errors
 * are omitted when the object is written, sent or cloned; only a binding that reads such a field finds its
 * error.
 */
export const attachConversionErrors = <Values extends Record<string, unknown>>(
  values: Values,
  errors: ConversionErrors
): Values => {
  if (Object.keys(errors).length > 0) Object.defineProperty(values, ERRORS, { value: errors })
  return values
}

/** Returns the conversion errors attached to an object, by field id. `null` if there are none. */
export const conversionErrorsIn = (values: unknown): ConversionErrors | null => {
  if (!isJsonObject(values)) return null
  const errors: ConversionErrors | undefined = Reflect.get(values, ERRORS)
  return errors ?? null
}

/** Returns the conversion error of the first failed field on a path. `null` if there is none. */
export const conversionErrorAt = (root: unknown, path: Path): ConversionError | null => {
  for (let depth = 0; depth < path.length; depth++) {
    const errors = conversionErrorsIn(depth === 0 ? root : valueAt(root, path.slice(0, depth)))
    const key = String(path[depth])
    if (errors !== null && Object.hasOwn(errors, key)) return errors[key] ?? null
  }
  return null
}

/** Returns the name of a type with its indefinite article. */
export const typeWithArticle = (name: string): string => {
  if (name === 'Object') return 'an Object'
  return name === 'Number' || name === 'File' || name.startsWith('List of ') ? `a ${name}` : name
}

/** Formats a conversion error as a short label that replaces the value: “Not a Number”. */
export const shortConversionError = ({ wanted, place }: ConversionError): string =>
  `Not ${typeWithArticle(wanted)}${place === '' ? '' : ` at ${place}`}`

/** Formats a conversion error of a step's output as a sentence: “Age” is a Text, but Number is declared. */
export const describeOutputError = ({
  label,
  found,
  wanted,
  place,
  path = []
}: ConversionError & Partial<OutputError>): string => {
  const inRecord = path.length > 1 ? ` in record ${Number(path.at(-2)) + 1}` : ''
  const at = place === '' ? '' : ` at “${place}”`
  return `“${label}”${inRecord} is ${typeWithArticle(found)}${at}, but is declared as ${wanted}.`
}

const converted: Partial<Record<string, string>> = {
  Number: 'Unix time in seconds or milliseconds',
  Text: 'a date without a time, and a time without an offset'
}

/**
 * Returns the hint “Use the card “To Date & Time” to convert …” if values of type `found` can be converted to Date
 * & Time. Empty for other types.
 */
export const dateHintFor = (found: string, wanted: string): string => {
  const reads = wanted === 'Date & Time' ? converted[found] : undefined
  return reads === undefined ? '' : ` Use the card “To Date & Time” to convert ${reads}.`
}

/**
 * Returns the hint “Use the card “To Date & Time” to convert …” for an output's value. Empty if no card can convert
 * it, as for items of lists and outputs of records.
 */
export const dateHintOfError = ({ found, wanted, place, path }: OutputError): string =>
  place === '' && path.length < 2 ? dateHintFor(found, wanted) : ''

const errorsAt = (values: unknown, path: Path): OutputError[] => {
  const errors = conversionErrorsIn(values)
  if (errors === null) return []
  return Object.entries(errors).map(([field, error]) => ({ ...error, path: [...path, field] }))
}

/**
 * Returns the conversion errors in a step's outputs, including those in lists of records. The number is
 * limited.
 */
export const listConversionErrors = (outputs: Record<string, unknown>): OutputError[] => {
  const listed = errorsAt(outputs, [])
  for (const field of Object.keys(outputs)) {
    const value = outputs[field]
    if (!Array.isArray(value) || !isJsonObject(value[0])) continue
    for (let index = 0; index < value.length && listed.length < MOST_LISTED; index++)
      listed.push(...errorsAt(value[index], [field, index]))
  }
  return listed.slice(0, MOST_LISTED)
}

/**
 * Adds an object's conversion errors to its JSON form, for storage. Without errors, returns the object
 * itself.
 */
export const packConversionErrors = (values: Record<string, Json>): Record<string, Json> => {
  const errors = conversionErrorsIn(values)
  return errors === null ? values : { ...values, [PACKED]: JSON.parse(JSON.stringify(errors)) }
}

/** Restores the object from its stored form; reverses {@link packConversionErrors}. */
export const unpackConversionErrors = (packed: Record<string, unknown>): Record<string, unknown> => {
  if (!Object.hasOwn(packed, PACKED)) return packed
  const { [PACKED]: errors, ...values } = packed
  return attachConversionErrors(values, isJsonObject(errors) ? (errors as ConversionErrors) : {})
}

/** Attaches conversion errors from a trace to a step's outputs, or to an object inside the outputs. */
export const restoreConversionErrors = <Values extends Record<string, unknown>>(
  values: Values,
  listed: readonly OutputError[],
  at: Path = []
): Values => {
  const errors: ConversionErrors = {}
  for (const { path, ...error } of listed) {
    const field = path[at.length]
    const isHere = path.length === at.length + 1 && at.every((key, depth) => path[depth] === key)
    if (isHere && typeof field === 'string') errors[field] = error
  }
  return attachConversionErrors(values, errors)
}
