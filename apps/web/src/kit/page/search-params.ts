/**
 * Reads a text from the URL. The router may have parsed it as a number or boolean. Undefined for an empty text and
 * anything else.
 */
export const textIn = (value: unknown): string | undefined => {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isPlain && value !== '' ? String(value) : undefined
}

/** Creates a reader of enum values in the URL; others are undefined. */
export const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find(word => word === value)

/** Reads a path of this app from the URL, never another site. */
export const ownPathIn = (value: unknown): string | undefined => {
  const path = textIn(value)
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : undefined
}

/** Returns true when no parameter has a value. */
export const isEmptySearch = (search: object): boolean =>
  Object.values(search).every(value => value === undefined)
