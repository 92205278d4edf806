/**
 * Returns a text from the URL; undefined for an empty text or another kind of value.
 *
 * The router may have parsed the text as a number or boolean, which is converted back.
 */
export const textIn = (value: unknown): string | undefined => {
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isPlain && value !== '' ? String(value) : undefined
}

/** Returns a value from the URL if it is one of the allowed words; otherwise undefined. */
export const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find(word => word === value)

/**
 * Returns a path of this app from the URL. Undefined for any other address, so that a link cannot lead to
 * another site.
 */
export const ownPathIn = (value: unknown): string | undefined => {
  const path = textIn(value)
  return path !== undefined && /^\/(?![/\\])/.test(path) ? path : undefined
}

/** Returns true when no parameter has a value. */
export const isEmptySearch = (search: object): boolean =>
  Object.values(search).every(value => value === undefined)
