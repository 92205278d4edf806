/** Properties of a request that its header lines contain, known before the body is read. */
export interface Head {
  /** Number of Host lines. */
  hosts: number
  /** Value of the Content-Type header; empty if missing. */
  contentType: string
  /** Announced size of the body in bytes; 0 if there is none. */
  size: number
}

/**
 * Reads the properties from alternating names and values. The headers object of node:http would cost more
 * than all other checks of the request head.
 */
export const readHead = (lines: string[]): Head => {
  const head: Head = { hosts: 0, contentType: '', size: 0 }
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const name = lines[at] ?? ''
    const value = lines[at + 1] ?? ''
    // Most lines are of another length than these three names.
    if (name.length === 4 && isName(name, 'host')) head.hosts++
    else if (name.length === 12 && isName(name, 'content-type')) head.contentType ||= value
    else if (name.length === 14 && isName(name, 'content-length')) head.size = Number(value)
  }
  return head
}

const isName = (name: string, known: string): boolean => name === known || name.toLowerCase() === known
