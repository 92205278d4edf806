import { inexactNumberIn } from '@hookwright/model'

/** Formats JSON over several lines. Anything else is unchanged, as is JSON whose numbers would lose digits. */
export const laidOut = (body: string): string => {
  try {
    const value: unknown = JSON.parse(body)
    return inexactNumberIn(body) === null ? JSON.stringify(value, null, 2) : body
  } catch {
    return body
  }
}
