const withoutPairs = (cookies: string, names: string[]): string =>
  cookies
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => !names.some(name => pair.startsWith(`${name}=`)))
    .join('; ')

/** Header lines (names and values in turn) without our own session cookies; all else stays as it came. */
export const withoutSession = (lines: string[], names: string[]): string[] => {
  const at = lines.findIndex(
    (line, index) => index % 2 === 0 && line.length === 6 && line.toLowerCase() === 'cookie'
  )
  if (at < 0) return lines
  const kept: string[] = []
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const name = lines[index] ?? ''
    const value = lines[index + 1] ?? ''
    if (name.toLowerCase() !== 'cookie') kept.push(name, value)
    else {
      const rest = withoutPairs(value, names)
      if (rest !== '') kept.push(name, rest)
    }
  }
  return kept
}
