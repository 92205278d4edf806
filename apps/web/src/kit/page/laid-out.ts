import { inexactNumberIn } from '@hookwright/model'

/**
 * Formats JSON with a line for each part.
 * Anything else stays as it is, and so does JSON whose numbers would lose digits.
 */
export const laidOut = (body: string): string => {
  try {
    const value: unknown = JSON.parse(body)
    return inexactNumberIn(body) === null ? JSON.stringify(value, null, 2) : body
  } catch {
    return body
  }
}
