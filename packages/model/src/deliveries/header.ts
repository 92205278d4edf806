/** Header line with its name in the original case. */
export interface Header {
  name: string
  value: string
}

/** Converts stored header lines, which alternate names and values, to pairs. */
export const headersIn = (lines: string[]): Header[] => {
  const headers: Header[] = []
  for (let at = 0; at + 1 < lines.length; at += 2) {
    headers.push({ name: lines[at] ?? '', value: lines[at + 1] ?? '' })
  }
  return headers
}
