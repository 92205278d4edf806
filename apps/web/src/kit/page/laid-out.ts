import { inexactNumberIn } from '@hookwright/model'

/** JSON with a line for each of its parts; anything else as it came, and JSON of which digits would be lost. */
export const laidOut = (body: string): string => {
  try {
    const value: unknown = JSON.parse(body)
    return inexactNumberIn(body) === null ? JSON.stringify(value, null, 2) : body
  } catch {
    return body
  }
}
