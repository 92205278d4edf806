/**
 * Returns true if a host matches a pattern. A leading `*.` matches one or more labels; any other `*` matches
 * a label or a part of a label.
 */
const isHostOf = (pattern: string, host: string): boolean => {
  const wanted = pattern.toLowerCase().split('.')
  const labels = host.split('.')
  const loose = wanted[0] === '*'
  if (loose ? labels.length < wanted.length : labels.length !== wanted.length) return false
  const tail = loose ? labels.slice(labels.length - wanted.length + 1) : labels
  return (loose ? wanted.slice(1) : wanted).every((label, at) => matchesLabel(label, tail[at] ?? ''))
}

/** Returns true if a label matches a pattern. Each star matches at least one character. */
const matchesLabel = (wanted: string, label: string): boolean => {
  const [head = '', ...parts] = wanted.split('*')
  if (parts.length === 0) return wanted === label
  if (!label.startsWith(head)) return false
  let at = head.length
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1
    const found = isLast ? label.length - part.length : label.indexOf(part, at + 1)
    if (found < at + 1 || !label.startsWith(part, found)) return false
    at = found + part.length
  }
  return true
}

/**
 * Returns a URL that may be fetched, otherwise null. The URL must use https on the default port, contain no
 * user name or password, and have one of the hosts.
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

/**
 * Returns true for a host pattern with at least two labels other than `*`. Other patterns would not restrict
 * hosts.
 */
export const isHostPattern = (pattern: string): boolean =>
  /^[a-z0-9*-]+(?:\.[a-z0-9*-]+)*$/i.test(pattern) &&
  pattern
    .split('.')
    .slice(-2)
    .every(label => !label.includes('*')) &&
  pattern.includes('.')
