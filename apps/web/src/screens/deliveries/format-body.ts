import { prettyJson } from '../../kit/page/format-json.ts'
import { repeatedKeyIn } from './repeated-key.ts'

/** Maximum number of characters shown in a summary; the Request tab shows the complete body. */
const MOST = 4_000

/**
 * Returns a body with indented JSON, truncated with an ellipsis if long. The body is unchanged if indenting would alter
 * a number or lose a repeated key.
 */
export const formatBody = (text: string): string => {
  if (text.length > MOST) return `${text.slice(0, MOST)}…`
  const shown = prettyJson(text)
  return shown !== text && repeatedKeyIn(text) !== null ? text : shown
}
