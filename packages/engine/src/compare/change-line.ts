/** A difference as text: name, old value and new value; null where there is none. */
export interface ChangeLine {
  what: string
  before: string | null
  after: string | null
}

/** The name of something inside something else. */
export const inside = (...names: string[]): string => names.join(' ▸ ')

const isPicture = (value: unknown): boolean => typeof value === 'string' && value.startsWith('data:image/')

/**
 * A line for a thing that differs. Where its words would be the same before and after, it is shown as it is kept.
 * @param kept what is kept of it, before and after
 */
export const changeLine = (line: ChangeLine, kept: { before: unknown; after: unknown }): ChangeLine => {
  if (line.before !== line.after) return line
  if (isPicture(kept.before) && isPicture(kept.after)) return { ...line, after: 'a different image' }
  const shown = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
  return { what: line.what, before: shown(kept.before), after: shown(kept.after) }
}
