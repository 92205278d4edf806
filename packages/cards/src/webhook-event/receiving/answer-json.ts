import { inexactNumberIn, type Json } from '@hookwright/model'

/**
 * Parses typed JSON as the body of a response. Returns an error message if it is invalid or a number would
 * lose digits.
 */
export const readAnswerJson = (typed: string): { value: Json } | { error: string } => {
  try {
    const value: Json = JSON.parse(typed)
    const number = inexactNumberIn(typed)
    if (number === null) return { value }
    return {
      error: `${number} is too large to be stored exactly, so the response was not changed. Put the number in quotes, or use a smaller one.`
    }
  } catch {
    return {
      error: 'This is not valid JSON, so the response was not changed. Fix the JSON, or undo the change.'
    }
  }
}
