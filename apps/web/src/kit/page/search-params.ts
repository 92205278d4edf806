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

/** Returns the search parameters without undefined values, so that the URL stays short. */
export const withoutNothing = <Search extends object>(search: Search): Partial<Search> =>
  // The entries are those of the search, less those that are undefined.
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Partial<Search>
