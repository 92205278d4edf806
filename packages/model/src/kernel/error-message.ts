/** Keys of error messages in service responses, the most informative first. */
const names = [
  'message',
  'error_description',
  'errorSummary',
  'errorMessages',
  'detail',
  'description',
  'title',
  'error',
  'errors'
]

/** Keys of service responses whose value groups error messages by field. */
const byField = ['message', 'errors']

/** Returns the first message of an object that groups messages by field, prefixed with the field's name. */
const findFieldMessage = (value: unknown): string | null => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  for (const [field, messages] of Object.entries(value)) {
    const found = [messages].flat().find(each => typeof each === 'string' && each.trim() !== '')
    if (found !== undefined) return `${field}: ${found}`
  }
  return null
}

const messageIn = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  if (Array.isArray(value)) return value.map(messageIn).find(found => found !== null) ?? null
  if (typeof value !== 'object' || value === null) return null
  const entries = Object.entries(value)
  for (const name of names) {
    const found = entries.find(([key]) => key === name)
    const saying = found === undefined ? null : messageIn(found[1])
    if (saying !== null) return saying
  }
  return (
    entries.map(([key, inner]) => (byField.includes(key) ? findFieldMessage(inner) : null)).find(Boolean) ??
    null
  )
}

/** Returns the error message in a JSON response body; null for any other body. */
export const errorMessageOf = (body: string): string | null => {
  try {
    return messageIn(JSON.parse(body))
  } catch {
    return null
  }
}

/** Adds a full stop to a message that lacks one, so that another sentence can follow. */
export const asSentence = (message: string): string =>
  /[.!?…]["”’)]?$/.test(message) ? message : `${message}.`
