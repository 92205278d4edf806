/** Difference as text: name, old value and new value. An absent value is null. */
export interface ChangeLine {
  what: string
  before: string | null
  after: string | null
}

/** Returns the name of a nested part. */
export const inside = (...names: string[]): string => names.join(' ▸ ')

const isPicture = (value: unknown): boolean => typeof value === 'string' && value.startsWith('data:image/')

/**
 * Returns the line for a changed part. Where its formatted text is the same before and after, the
 * stored value is shown.
 * @param kept stored value, before and after
 */
export const changeLine = (line: ChangeLine, kept: { before: unknown; after: unknown }): ChangeLine => {
  if (line.before !== line.after) return line
  if (isPicture(kept.before) && isPicture(kept.after)) return { ...line, after: 'a different image' }
  const shown = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
  return { what: line.what, before: shown(kept.before), after: shown(kept.after) }
}
