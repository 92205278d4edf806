/** Cuts a text to a length in code units, without leaving half of a character that takes two. */
export const cutText = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')

const MOST_QUOTED = 60

/** Truncates typed text that a sentence quotes, which may be far longer than the sentence. */
export const shortened = (text: string): string =>
  text.length <= MOST_QUOTED ? text : `${cutText(text, MOST_QUOTED - 1)}…`
