/** A pattern of hosts: a leading `*.` stands for one or more labels, any other `*` for one. */
const isHostOf = (pattern: string, host: string): boolean => {
  const wanted = pattern.toLowerCase().split('.')
  const given = host.split('.')
  const loose = wanted[0] === '*'
  if (loose ? given.length < wanted.length : given.length !== wanted.length) return false
  const tail = loose ? given.slice(given.length - wanted.length + 1) : given
  return (loose ? wanted.slice(1) : wanted).every((label, at) => matchesLabel(label, tail[at] ?? ''))
}

const matchesLabel = (wanted: string, given: string): boolean =>
  wanted === given || (wanted === '*' && given !== '')

/**
 * The address if it may be fetched: https on its usual port, without a name or password, at one of the hosts; null
 * otherwise.
 */
export const pinnedUrl = (text: string, hosts: readonly string[]): string | null => {
  try {
    const url = new URL(text)
    const plain = url.protocol === 'https:' && url.host === url.hostname && !/^[a-z]+:\/\/[^/]*@/i.test(text)
    return plain && hosts.some(pattern => isHostOf(pattern, url.hostname)) ? url.href : null
  } catch {
    return null
  }
}

/** True for a pattern that pins something: at least two labels that are no `*`. */
export const isHostPattern = (pattern: string): boolean =>
  /^(?:\*|[a-z0-9-]+)(?:\.(?:\*|[a-z0-9-]+))*$/i.test(pattern) &&
  pattern
    .split('.')
    .slice(-2)
    .every(label => label !== '*') &&
  pattern.includes('.')
