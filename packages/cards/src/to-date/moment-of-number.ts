import type { Millis } from '@hookwright/model'

/**
 * Smallest number that is read as milliseconds. Smaller numbers are read as seconds; as milliseconds, they
 * would lie before March 1973.
 */
const LEAST_MILLISECONDS = 100_000_000_000

/** Unit of a Unix time; `auto` detects it from the size of the number. */
export type UnixUnit = 'auto' | 'seconds' | 'milliseconds'

/** Parses a value that may be a Unix time, given as Number or Text. Returns null for other values. */
export const numberOf = (value: unknown): number | null => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'string' && /^-?\d{1,16}(\.\d{1,9})?$/.test(value.trim()) ? Number(value) : null
}

/** Converts a Unix time to a moment in milliseconds. */
export const momentOfNumber = (number: number, unit: UnixUnit): Millis => {
  const isSeconds = unit === 'seconds' || (unit === 'auto' && Math.abs(number) < LEAST_MILLISECONDS)
  return Math.round(isSeconds ? number * 1_000 : number)
}

/** Last words of keys that name a moment: `created_at`, `sentOn`, `updateTime`. */
const momentWords: ReadonlySet<string> = new Set([
  'at',
  'on',
  'time',
  'date',
  'timestamp',
  'created',
  'updated'
])

/** Returns true if a value is probably a Unix time. It has 10 or 13 digits, and its key names a moment. */
export const looksLikeUnixTime = (key: string, value: unknown): boolean => {
  const isWhole = typeof value === 'number' || typeof value === 'string'
  if (!isWhole || !/^(\d{10}|\d{13})$/.test(String(value))) return false
  const last =
    key
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .split(/[^A-Za-z0-9]+/)
      .at(-1) ?? ''
  return momentWords.has(last.toLowerCase())
}
