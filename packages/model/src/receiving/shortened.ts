const MOST_QUOTED = 60

/** What a sentence quotes of a text that people typed, which may be far longer than a sentence. */
export const shortened = (text: string): string =>
  text.length <= MOST_QUOTED ? text : `${text.slice(0, MOST_QUOTED - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
