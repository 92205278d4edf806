/** Number of characters of a body that a summary shows; the request has the rest. */
const MOST = 4_000

/** Returns a body with its JSON indented, or as it came. Only the beginning of a long one, which ends in an ellipsis. */
export const formatBody = (text: string): string => {
  if (text.length > MOST) return `${text.slice(0, MOST)}…`
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
