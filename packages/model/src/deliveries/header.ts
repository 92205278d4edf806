/** A header line, its name as it was written. */
export interface Header {
  name: string
  value: string
}

/** Header lines as they are kept, names and values in turn, as pairs in their order. */
export const headersIn = (lines: string[]): Header[] => {
  const headers: Header[] = []
  for (let at = 0; at + 1 < lines.length; at += 2) {
    headers.push({ name: lines[at] ?? '', value: lines[at + 1] ?? '' })
  }
  return headers
}
