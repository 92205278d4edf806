import { inexactNumberIn } from '@hookwright/model'

/**
 * Formats JSON with line breaks and indentation. Other text is unchanged, and so is JSON with numbers that
 * would lose digits.
 */
export const prettyJson = (body: string): string => {
  try {
    const value: unknown = JSON.parse(body)
    return inexactNumberIn(body) === null ? JSON.stringify(value, null, 2) : body
  } catch {
    return body
  }
}
