/**
 * One difference as texts for display: name of the changed part, old value and new value. A value that does
 * not exist is null.
 */
export interface ChangeLine {
  what: string
  before: string | null
  after: string | null
}

/** Formats the name of a nested part, such as `Group ▸ Field`. */
export const inside = (...names: string[]): string => names.join(' ▸ ')

const isPicture = (value: unknown): boolean => typeof value === 'string' && value.startsWith('data:image/')

/**
 * Returns a difference for display. If the old and new value have the same formatted text, their stored
 * values are shown as JSON instead.
 * @param kept stored values before and after the change
 */
export const changeLine = (line: ChangeLine, kept: { before: unknown; after: unknown }): ChangeLine => {
  if (line.before !== line.after) return line
  if (isPicture(kept.before) && isPicture(kept.after)) return { ...line, after: 'a different image' }
  const shown = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
  return { what: line.what, before: shown(kept.before), after: shown(kept.after) }
}
