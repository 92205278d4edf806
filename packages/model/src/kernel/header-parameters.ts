/** Parses a quoted text that starts at an offset. Returns the text and the offset after its closing quote. */
const quotedAt = (line: string, from: number): [string, number] => {
  let text = ''
  let at = from + 1
  for (; at < line.length && line[at] !== '"'; at++) {
    const next = line[at + 1]
    // Some browsers send the folders of a file with plain backslashes.
    if (line[at] === '\\' && (next === '"' || next === '\\')) at++
    text += line[at]
  }
  return [text, at + 1]
}

/**
 * Decodes an extended value such as `UTF-8''na%C3%AFve.txt` (RFC 8187); null for an invalid one.
 */
const extendedIn = (value: string): string | null => {
  const [charset = '', , text] = value.split("'", 3)
  if (text === undefined || charset.toLowerCase() !== 'utf-8') return null
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/**
 * Parses the parameters of a header value such as `form-data; name="a"`, in one pass. For repeated names, the
 * first value counts; an extended value takes precedence.
 */
export const headerParametersIn = (line: string): Map<string, string> => {
  const parameters = new Map<string, string>()
  const extended = new Map<string, string>()
  let at = line.indexOf(';')
  while (at >= 0) {
    const equals = line.indexOf('=', at)
    if (equals < 0) break
    const name = line
      .slice(at + 1, equals)
      .trim()
      .toLowerCase()
    const start = equals + 1
    const semicolon = line.indexOf(';', start)
    const end = semicolon < 0 ? line.length : semicolon
    const [value, behind] = line[start] === '"' ? quotedAt(line, start) : [line.slice(start, end).trim(), end]
    const decoded = name.endsWith('*') ? extendedIn(value) : null
    if (decoded !== null) extended.set(name.slice(0, -1), decoded)
    else if (!parameters.has(name)) parameters.set(name, value)
    at = line.indexOf(';', behind)
  }
  for (const [name, value] of extended) parameters.set(name, value)
  return parameters
}
