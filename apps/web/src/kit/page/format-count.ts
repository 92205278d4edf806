const plurals = new Intl.PluralRules('en')
const numbers = new Intl.NumberFormat('en')
const lists = new Intl.ListFormat('en', { type: 'conjunction' })

/** Returns the singular or plural form for a count. */
export const pluralOf = (count: number, one: string, many: string): string =>
  plurals.select(count) === 'one' ? one : many

/** Formats a whole number with separators: `1,204`. */
export const formatNumber = (count: number): string => numbers.format(count)

/** Formats a count with its noun: `1 run`, `1,204 runs`. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${pluralOf(count, one, many)}`

/** Formats a list as part of a sentence, with commas and a final “and”. */
export const formatList = (parts: readonly string[]): string => lists.format(parts)
