/** Cuts a text to a length in UTF-16 code units, without splitting a surrogate pair. */
export const cutText = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')

const MOST_QUOTED = 60

/** Shortens typed text for quoting in a sentence. */
export const shortened = (text: string): string =>
  text.length <= MOST_QUOTED ? text : `${cutText(text, MOST_QUOTED - 1)}…`
