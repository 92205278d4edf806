const withoutPairs = (cookies: string, names: string[]): string =>
  cookies
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => !names.some(name => pair.startsWith(`${name}=`)))
    .join('; ')

const isCookie = (name: string | undefined): boolean => name?.length === 6 && name.toLowerCase() === 'cookie'

const hasCookie = (lines: string[]): boolean => {
  for (let at = 0; at < lines.length; at += 2) if (isCookie(lines[at])) return true
  return false
}

/** Header lines (names and values in turn) without our own session cookies; all else stays as it came. */
export const withoutSession = (lines: string[], names: string[]): string[] => {
  if (!hasCookie(lines)) return lines
  const kept: string[] = []
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const name = lines[index] ?? ''
    const value = lines[index + 1] ?? ''
    if (!isCookie(name)) kept.push(name, value)
    else {
      const rest = withoutPairs(value, names)
      if (rest !== '') kept.push(name, rest)
    }
  }
  return kept
}
