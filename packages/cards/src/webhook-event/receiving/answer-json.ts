import { inexactNumberIn, type Json } from '@hookwright/model'

/** Typed JSON as the body of an answer, or why it cannot be one. */
export const readAnswerJson = (typed: string): { value: Json } | { flaw: string } => {
  try {
    const value: Json = JSON.parse(typed)
    const number = inexactNumberIn(typed)
    if (number === null) return { value }
    return {
      flaw: `${number} is beyond 2^53 and would lose digits as a number, so the answer stays as it was; write it in quotes or type a smaller one.`
    }
  } catch {
    return { flaw: 'This is no JSON yet, so the answer stays as it was; mend it or undo what was typed.' }
  }
}
