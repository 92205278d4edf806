/** The content encoding of a body, when it has one: its bytes are then not those that were signed. */
export const encodingIn = (headers: string[]): string | null => {
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? ''
    if (name.length !== 16 || name.toLowerCase() !== 'content-encoding') continue
    const value = (headers[at + 1] ?? '').trim().toLowerCase()
    if (value !== 'identity') return value.slice(0, 100)
  }
  return null
}
