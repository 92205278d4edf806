import { prettyJson } from '../../kit/page/format-json.ts'
import { repeatedKeyIn } from './repeated-key.ts'

/** Maximum number of characters shown in a summary; the Request tab shows the complete body. */
const MOST = 4_000

/** Maximum length of a body that is indented, in characters. Parsing a longer one would delay the page. */
const MOST_INDENTED = 64_000

const truncated = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text)

/**
 * Returns a body with indented JSON, truncated with an ellipsis if long. The body is unchanged if indenting would alter
 * a number or lose a repeated key.
 */
export const formatBody = (text: string): string => {
  if (text.length > MOST_INDENTED) return truncated(text)
  const shown = prettyJson(text)
  return truncated(shown !== text && repeatedKeyIn(text) !== null ? text : shown)
}
