import { isJsonObject, type Json } from '../kernel/json.ts'

/** Kinds of items that flows refer to by id and files refer to by name. */
export const referenceKinds = ['flow', 'connector', 'version', 'connection'] as const
export type ReferenceKind = (typeof referenceKinds)[number]

/**
 * Pattern of a reference such as `flow:4f2a9c01b7de`. A literal text of this form is escaped with an
 * additional colon.
 */
const shape = /^(flow|connector|version|connection)(:+)([A-Za-z0-9_.-]{1,200})$/

/** Reference to an item, as written in a file. */
export interface Reference {
  kind: ReferenceKind
  name: string
}

/** Formats a reference, such as `flow:4f2a9c01b7de`. */
export const writeReference = ({ kind, name }: Reference): string => `${kind}:${name}`

const isKind = (text: string | undefined): text is ReferenceKind => referenceKinds.some(kind => kind === text)

/** Parses a reference in a file. Returns null for other texts. */
export const readReference = (text: string): Reference | null => {
  const [, kind, colons, name] = shape.exec(text) ?? []
  return isKind(kind) && colons === ':' && name !== undefined ? { kind, name } : null
}

/**
 * Replaces every text in a value with the result of a function; keys of objects stay unchanged. The function
 * also gets the path of the text as `place`.
 */
export const mapTexts = (
  value: Json,
  change: (text: string, place: readonly PropertyKey[]) => Json,
  place: readonly PropertyKey[] = []
): Json => {
  if (typeof value === 'string') return change(value, place)
  if (Array.isArray(value)) return value.map((item, index) => mapTexts(item, change, [...place, index]))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change, [...place, key])])
  )
}

/**
 * Returns a function that converts a text to its file form. It replaces an id with a reference, and escapes a
 * text that looks like a reference.
 */
export const textToFile =
  (references: ReadonlyMap<string, Reference>) =>
  (text: string): string => {
    const reference = references.get(text)
    return reference === undefined ? text.replace(shape, '$1:$2$3') : writeReference(reference)
  }

/**
 * Function that returns the id for a reference. `null` omits the item, if this is allowed; undefined means
 * that the reference is unknown.
 */
export type IdOfReference = (reference: Reference) => string | null | undefined

/**
 * Returns a function that converts a text from its file form. It calls `unknown` for an unknown reference.
 */
export const textFromFile =
  (idOf: IdOfReference, unknown: (reference: Reference, place: readonly PropertyKey[]) => void) =>
  (text: string, place: readonly PropertyKey[]): string | null => {
    const reference = readReference(text)
    if (reference === null) {
      return text.replace(shape, (_, kind, colons, name) => `${kind}${colons.slice(1)}${name}`)
    }
    const id = idOf(reference)
    if (id !== undefined) return id
    unknown(reference, place)
    return text
  }
