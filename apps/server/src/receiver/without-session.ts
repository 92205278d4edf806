import { API_KEY_PREFIX } from '@hookwright/model'

const withoutPairs = (cookies: string, names: readonly string[]): string =>
  cookies
    .split(';')
    .map(pair => pair.trim())
    .filter(pair => !names.some(name => pair.startsWith(`${name}=`)))
    .join('; ')

const isCookie = (name: string | undefined): boolean => name?.length === 6 && name.toLowerCase() === 'cookie'

const isAuthorization = (name: string | undefined): boolean =>
  name?.length === 13 && name.toLowerCase() === 'authorization'

/** Returns true for an Authorization header with a Hookwright API key, which must not be stored. */
const isKey = (name: string | undefined, value: string | undefined): boolean =>
  isAuthorization(name) && value?.includes(API_KEY_PREFIX) === true

const hasCredentials = (lines: string[]): boolean => {
  for (let at = 0; at < lines.length; at += 2) {
    if (isCookie(lines[at]) || isKey(lines[at], lines[at + 1])) return true
  }
  return false
}

/**
 * Returns the header lines without Hookwright's session cookies and API keys. Lines are alternating names and
 * values; all other lines are unchanged.
 */
export const withoutSession = (lines: string[], names: readonly string[]): string[] => {
  if (!hasCredentials(lines)) return lines
  const kept: string[] = []
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const name = lines[index] ?? ''
    const value = lines[index + 1] ?? ''
    if (isKey(name, value)) continue
    if (!isCookie(name)) kept.push(name, value)
    else {
      const rest = withoutPairs(value, names)
      if (rest !== '') kept.push(name, rest)
    }
  }
  return kept
}
