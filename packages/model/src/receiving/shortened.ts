const MOST_QUOTED = 60

/** Truncates typed text that a sentence quotes, which may be far longer than the sentence. */
export const shortened = (text: string): string =>
  text.length <= MOST_QUOTED ? text : `${text.slice(0, MOST_QUOTED - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
