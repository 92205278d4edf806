import type { SearchTerm } from '@hookwright/model'

/** Characters that JSON and forms do not escape: ASCII letters and digits, and separators in ids. */
const plain = /[A-Za-z0-9_.-]{3,}/g

/** Pattern of a whole number that all JSON writers format the same way. */
const wholeNumber = /^-?\d{1,15}$/

/**
 * Returns substrings that every text matching the search term must contain; empty if none can be determined.
 */
export const needlesOf = (sought: SearchTerm): string[] => {
  if ('text' in sought) return [sought.text]
  const names = sought.path.filter(part => typeof part === 'string')
  const isNumber = Number.isFinite(Number(sought.value))
  const value = isNumber && !wholeNumber.test(sought.value) ? [] : [sought.value]
  return [...names, ...value].flatMap(text => text.match(plain) ?? [])
}
