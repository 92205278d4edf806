import { laidOut } from '../../kit/page/format-json.ts'
import { repeatedKeyIn } from './repeated-key.ts'

/** Number of characters of a body that a summary shows; the request has the rest. */
const MOST = 4_000

/**
 * Returns a body with its JSON indented, or as it came where indenting would change a number or lose a repeated key. Only the
 * beginning of a long one, which ends in an ellipsis.
 */
export const formatBody = (text: string): string => {
  if (text.length > MOST) return `${text.slice(0, MOST)}…`
  const shown = laidOut(text)
  return shown !== text && repeatedKeyIn(text) !== null ? text : shown
}
