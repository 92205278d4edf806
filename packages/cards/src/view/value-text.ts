const MOST = 120

/** A value on one line, cut where it is long: what is shown below a pill. */
export const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return '—'
  const text = typeof value === 'string' ? value.replace(/\s+/g, ' ') : JSON.stringify(value)
  if (text === '') return '(empty)'
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}

/** Returns true if a secret was removed from a value before it was saved. */
export const hidesSecret = (text: string): boolean => text.includes('•••')
