/** Keys of error messages in service responses, the most informative first. */
const names = [
  'message',
  'error_description',
  'errorSummary',
  'detail',
  'description',
  'title',
  'error',
  'errors'
]

const sayingIn = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  if (Array.isArray(value)) return value.map(sayingIn).find(found => found !== null) ?? null
  if (typeof value !== 'object' || value === null) return null
  const entries = Object.entries(value)
  for (const name of names) {
    const found = entries.find(([key]) => key === name)
    const saying = found === undefined ? null : sayingIn(found[1])
    if (saying !== null) return saying
  }
  return null
}

/** Returns the error message in a JSON response body; null for any other body. */
export const sayingOf = (body: string): string | null => {
  try {
    return sayingIn(JSON.parse(body))
  } catch {
    return null
  }
}
