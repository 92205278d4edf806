/** A body as it is sent. */
export interface RequestBody {
  text: string
  /** True when the text was made here, from a value that was not text. */
  isJson: boolean
}

/** Text as it is, any other value as JSON, and no body for null and empty text. */
export const requestBody = (value: unknown): RequestBody | null => {
  if (value === null || value === undefined || value === '') return null
  return typeof value === 'string'
    ? { text: value, isJson: false }
    : { text: JSON.stringify(value), isJson: true }
}
