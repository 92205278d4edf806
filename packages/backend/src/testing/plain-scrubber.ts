import type { Effects } from '../kernel/effects.ts'

/**
 * Replaces secrets that occur literally in texts and numbers. The server's scrubber also covers encoded
 * forms.
 */
export const plainScrubber: Effects['scrubber'] = (secrets, mark = '•••') => {
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') return secrets.reduce((text, one) => text.replaceAll(one, mark), value)
    if (typeof value === 'number') return secrets.includes(String(value)) ? mark : value
    if (Array.isArray(value)) return value.map(scrub)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, scrub(item)]))
  }
  // It keeps the shape but for the marks.
  return <Value>(value: Value) => scrub(value) as Value
}
